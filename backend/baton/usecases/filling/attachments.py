"""Files that people hand in: kept once, scanned by a worker, given out only to those who may see what they belong to."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from baton.domain import jobs
from baton.domain.actors import PLATFORM, Actor
from baton.domain.errors import Conflict, Forbidden, InvalidInput, NotFound, TooLarge, said
from baton.domain.jobs import Job, RetryPolicy
from baton.domain.people import Notice
from baton.domain.policy import can
from baton.domain.problems import Problem
from baton.domain.working.attachments import LARGEST_FILE, LARGEST_TASK, Attachment, NewFile, ScanState, addresses_in, file_name
from baton.usecases.act import Act
from baton.usecases.instances import visible_instance
from baton.usecases.platform import Platform
from baton.usecases.tasks import open_form

UNSENT = timedelta(days=7)
SWEEP, CHECK = "sweep", "check"
_SCANNING = RetryPolicy(attempts=40, first=timedelta(seconds=5), factor=2.0, most=timedelta(minutes=15))


def keep(platform: Platform, act: Act, file: NewFile, actor: Actor) -> Attachment:
    """Keep the file; the next version where its field has one already. Refused with a sentence at its field when it is empty, too
    large, not what its name says, or not what the field takes."""
    name = file_name(file.name)
    trusted = actor is PLATFORM
    media_type = file.media_type if trusted else _checked(platform, replace(file, name=name))
    if not trusted and file.task_id:
        _require_room(act, file)
    place = f"{file.field}/{name}" if file.several else file.field
    version = act.uow.next_attachment_version(file.task_id, place) if file.task_id else 1
    scan = ScanState.WAITING if platform.inspector.scans and not trusted else ScanState.UNSCANNED
    attachment = Attachment(
        platform.ids.new(), name, media_type, len(file.content), hashlib.sha256(file.content).hexdigest(), actor.id, act.now,
        file.instance_id, file.task_id, place, version, scan,
    )  # fmt: skip
    act.uow.add_attachment(attachment, file.content, file.kept or trusted)
    owed = [_job(platform, act, (CHECK, attachment))] if scan is ScanState.WAITING else []
    if not (file.kept or trusted):
        owed.append(_job(platform, act, (SWEEP, attachment)))
    if owed:
        act.uow.add_jobs(owed)
    return attachment


def by_id(platform: Platform, actor: Actor, id: str) -> Attachment:
    """The attachment, if the actor may see what it belongs to; a foreign one does not exist for them."""
    with platform.store.read() as uow:
        found = uow.attachment(id)
    if may_see(platform, actor, found):
        return found
    raise NotFound(said("There is no file {id} that you may see.", id=id))


def content(platform: Platform, actor: Actor, id: str) -> bytes:
    """The bytes, for those who may see it. Until a scanner found them clean only who sent them gets them back."""
    found = by_id(platform, actor, id)
    if found.scan is ScanState.REFUSED:
        raise Forbidden(said("“{name}” was refused by the virus scanner and is not given out.", name=found.name))
    if found.scan is ScanState.WAITING and found.uploaded_by != actor.id:
        raise Conflict(said("“{name}” is still being scanned for viruses. Try again in a minute.", name=found.name))
    with platform.store.read() as uow:
        return uow.attachment_content(found.digest)


def may_see(platform: Platform, actor: Actor, found: Attachment) -> bool:
    """Who sent it; who sees its task; who sees its instance."""
    if actor is PLATFORM or found.uploaded_by == actor.id:
        return True
    if actor.only_task is not None:
        return found.task_id == actor.only_task or _is_shown(platform, actor.only_task, found)
    if found.task_id and _sees_task(platform, actor, found.task_id):
        return True
    return found.instance_id is not None and _sees_instance(platform, actor, found.instance_id)


def scan(platform: Platform, job: Job) -> Callable[[Any], None]:
    """What a worker does for a file: ask the scanner; or, days later, throw it away when it was never sent with anything."""
    id = str(job.parameters["attachment"])
    if job.operation == SWEEP:
        return lambda act: _swept(platform, act, id)
    with platform.store.read() as uow:
        found = uow.attachments([id]).get(id)
        content = uow.attachment_content(found.digest) if found else b""
    if found is None:
        return lambda act: None
    verdict = platform.inspector.scan(content)
    state = ScanState.CLEAN if verdict.clean else ScanState.REFUSED
    judged = replace(found, scan=state, finding=verdict.finding)
    return lambda act: _judged(act, judged)


def _checked(platform: Platform, file: NewFile) -> str:
    """The media type of an acceptable file."""
    if not file.content:
        raise _refused(file, said("“{name}” is empty.", name=file.name))
    if len(file.content) > LARGEST_FILE:
        most, has = LARGEST_FILE // 1024 // 1024, -(-len(file.content) // 1024 // 1024)
        message = said("“{name}” has {has} MB; a file may have at most {most} MB.", name=file.name, has=has, most=most)
        raise TooLarge(message, problems=[Problem("file.too-large", message, field=file.field)])
    kind = platform.inspector.kind(file.name, file.content)
    if kind.contradiction:
        raise _refused(
            file, said("“{name}” is not a real {kind} file although its name says so.", name=file.name, kind=kind.contradiction)
        )
    if file.accept and not _accepted(file.name, kind.media_type, file.accept):
        takes = ", ".join(file.accept)
        raise _refused(file, said("“{name}” is not of a kind that this field takes ({takes}).", name=file.name, takes=takes))
    return kind.media_type


def _accepted(name: str, media_type: str, accept: tuple[str, ...]) -> bool:
    ending = PurePath(name).suffix.lower()
    return any(
        ending == wanted.lower() if wanted.startswith(".")
        else media_type.startswith(wanted[:-1].lower()) if wanted.endswith("/*")
        else wanted in ("*", "*/*") or media_type == wanted.lower()
        for wanted in accept
    )  # fmt: skip


def _refused(file: NewFile, message: str) -> InvalidInput:
    return InvalidInput(message, problems=[Problem("file.refused", message, field=file.field)])


def _require_room(act: Act, file: NewFile) -> None:
    """A task does not take files without end. The same content counts once: it is stored once."""
    sizes = {one.digest: one.size for one in act.uow.attachments_of_task(file.task_id or "")}
    if sum(sizes.values()) + len(file.content) > LARGEST_TASK:
        most = LARGEST_TASK // 1024 // 1024
        message = said("This task has files of almost {most} MB already, which is the most it takes.", most=most)
        raise TooLarge(message, problems=[Problem("file.too-many", message, field=file.field)])


def _job(platform: Platform, act: Act, what: tuple[str, Attachment]) -> Job:
    operation, attachment = what
    due = act.now + UNSENT if operation == SWEEP else act.now
    return Job(
        platform.ids.new(),
        jobs.SCAN,
        due,
        act.now,
        operation=operation,
        parameters={"attachment": attachment.id},
        policy=_SCANNING,
    )


def _swept(platform: Platform, act: Act, id: str) -> None:
    found = act.uow.attachments([id]).get(id)
    if found is None or act.uow.is_kept(id):
        return
    if act.uow.is_in_a_draft(id):  # somebody may still send it
        act.uow.add_jobs([_job(platform, act, (SWEEP, found))])
    else:
        act.uow.drop_attachment(id)


def _judged(act: Act, judged: Attachment) -> None:
    act.uow.save_attachment(judged)
    if judged.scan is not ScanState.REFUSED:
        return
    text = said("“{name}” was refused by the virus scanner. Send another file.", name=judged.name)
    link = (
        f"/tasks/{judged.task_id}" if judged.task_id else f"/instances/{judged.instance_id}" if judged.instance_id else "/tasks"
    )
    told = {judged.uploaded_by}
    if judged.task_id:
        told.add(act.uow.task(judged.task_id).assignee or judged.uploaded_by)
    act.uow.add_notices(Notice(f"{judged.id}-{person}", person, text, link, act.now) for person in sorted(told))


def _sees_task(platform: Platform, actor: Actor, task_id: str) -> bool:
    with platform.store.read() as uow:
        task = uow.task(task_id)
    return can(actor, "task.see", task) or task.ended_by == actor.id


def _sees_instance(platform: Platform, actor: Actor, instance_id: str) -> bool:
    try:
        visible_instance(platform, actor, instance_id)
    except NotFound:
        return False
    return True


def _is_shown(platform: Platform, task_id: str, found: Attachment) -> bool:
    """Whether the form of the task shows the file, because an earlier step put it there."""
    opened = open_form(platform, replace(PLATFORM, only_task=task_id), task_id)
    return any(address.id == found.id for _, address in addresses_in(opened.values))
