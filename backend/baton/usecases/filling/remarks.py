"""What people say to each other about a task or an instance; whoever is mentioned and may see it is told."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from baton.domain.actors import Actor
from baton.domain.errors import Conflict, Forbidden, InvalidInput, NotFound, TooLarge, said
from baton.domain.people import Person
from baton.domain.policy import can
from baton.domain.ports.persistence import UnitOfWork
from baton.domain.tasks import UserTask
from baton.domain.working.attachments import Attachment, NewFile
from baton.domain.working.remarks import LONGEST, MENTION, Remark
from baton.domain.working.telling import MENTION as MENTIONED
from baton.domain.working.telling import Event
from baton.usecases.act import Act, RequestKey, run
from baton.usecases.filling.attachments import keep
from baton.usecases.instances import visible_instance
from baton.usecases.platform import Platform
from baton.usecases.tasks import visible_task
from baton.usecases.telling.events import tell

MOST_MENTIONS, MOST_FILES, SUGGESTED = 20, 10, 200


@dataclass(frozen=True)
class About:
    """What is talked about: an instance, or one task of it. ``link`` is its page."""

    instance_id: str
    link: str
    task: UserTask | None = None


@dataclass(frozen=True)
class Saying:
    """What was said. ``untold``: who is mentioned and may not see it."""

    remark: Remark
    untold: tuple[str, ...] = ()


def about_task(platform: Platform, actor: Actor, task_id: str) -> About:
    """The task, for those who may see it. Guests do not listen in."""
    task = visible_task(platform, actor, task_id)
    if actor.only_task:
        raise NotFound
    return About(task.instance_id, f"/tasks/{task_id}", task)


def about_instance(platform: Platform, actor: Actor, instance_id: str) -> About:
    """The instance, for those who may see it."""
    return About(visible_instance(platform, actor, instance_id).id, f"/instances/{instance_id}")


def listed(platform: Platform, about: About) -> tuple[list[Remark], dict[str, Attachment]]:
    """The last remarks about the instance and its tasks, oldest first, and the files that came with them."""
    with platform.store.read() as uow:
        remarks = uow.remarks_of(about.instance_id)
        return remarks, uow.attachments(id for remark in remarks for id in remark.attachments)


def say(
    platform: Platform, actor: Actor, about: About, text: str, files: tuple[NewFile, ...] = (), key: RequestKey | None = None
) -> Saying:
    """Add a remark with its files."""
    clean = checked_text(text)
    mentioned, untold = _mentions(platform, about, clean)

    def work(act: Act) -> Saying:
        remark = write(platform, act, (actor, about), clean, files)
        remark = replace(remark, mentions=mentioned)
        act.uow.save_remark(remark)
        _tell(platform, act, about, remark)
        return Saying(remark, untold)

    return run(platform, work, key)


def edit(platform: Platform, actor: Actor, remark_id: str, text: str) -> Remark:
    """Write it again, within a few minutes; whoever is mentioned only now is told now."""
    clean = checked_text(text)
    with platform.store.read() as uow:
        before = uow.remark(remark_id)
        task = uow.task(before.task_id) if before.task_id else None
    about = About(before.instance_id, f"/tasks/{task.id}" if task else f"/instances/{before.instance_id}", task)
    mentioned, _ = _mentions(platform, about, clean)

    def work(act: Act) -> Remark:
        found = _own(act, actor, remark_id)
        if not found.may_edit(actor.id, act.now):
            raise Conflict(said("It is too late to change this comment: others have read it. Write another one."))
        changed = replace(found, text=clean, edited_at=act.now, mentions=mentioned)
        act.uow.save_remark(changed)
        _tell(platform, act, about, replace(changed, mentions=tuple(one for one in mentioned if one not in found.mentions)))
        return changed

    return run(platform, work)


def remove(platform: Platform, actor: Actor, remark_id: str) -> Remark:
    """Take it back: its text and files go, that there was one stays."""

    def work(act: Act) -> Remark:
        found = _own(act, actor, remark_id)
        if not found.may_remove(actor.id):
            raise Conflict(said("Questions and answers stay as they are."))
        for id in act.uow.attachments(found.attachments):
            act.uow.drop_attachment(id)
        gone = replace(found, text="", attachments=(), mentions=(), removed_at=act.now)
        act.uow.save_remark(gone)
        return gone

    return run(platform, work)


def may_be_mentioned(platform: Platform, about: About, spoken: Iterable[str]) -> list[Person]:
    """People to suggest: who works in the groups of the task, who has it, and whoever has ``spoken`` before; by name."""
    task = about.task
    near = {*spoken, task.assignee or "", *task.candidate_users} if task else set(spoken)
    with platform.store.read() as uow:
        found = {person.id: person for group in (task.candidate_groups if task else ()) for person in uow.members(group)}
        found |= _active(uow, near.difference(found))
    people = sorted(found.values(), key=lambda person: ((person.name or person.id).lower(), person.id))
    return [person for person in people if not person.disabled][:SUGGESTED]


def checked_text(text: str) -> str:
    """What can be kept of a text; refused when nothing is left or it is too long."""
    clean = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not clean:
        raise InvalidInput(said("Write something first."))
    if len(clean) > LONGEST:
        raise TooLarge(said("A comment has at most {most} characters; this one has {has}.", most=LONGEST, has=len(clean)))
    return clean


def write(
    platform: Platform,
    act: Act,
    of: tuple[Actor, About],
    text: str,
    files: Iterable[NewFile] = (),
    question_id: str | None = None,
) -> Remark:
    """A remark with its files, as part of an act; not saved yet."""
    actor, about = of
    given = [replace(file, instance_id=about.instance_id, task_id=None, field="", kept=True) for file in files]
    if len(given) > MOST_FILES:
        raise TooLarge(said("At most {most} files go with one comment.", most=MOST_FILES))
    ids = tuple(keep(platform, act, file, actor).id for file in given)
    task_id = about.task.id if about.task else None
    return Remark(platform.ids.new(), about.instance_id, actor.id, act.now, text, task_id, (), ids, question_id)


def _own(act: Act, actor: Actor, remark_id: str) -> Remark:
    found = act.uow.remark(remark_id)
    if found.author != actor.id:
        raise Forbidden(said("Only whoever wrote a comment can change it."))
    return found


def _mentions(platform: Platform, about: About, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who is mentioned and may see it; who is mentioned and may not."""
    named = list(dict.fromkeys(MENTION.findall(text)))[:MOST_MENTIONS]
    if not named:
        return (), ()
    with platform.store.read() as uow:
        people = _active(uow, named)
    seeing = tuple(id for id in people if may_read(platform, people[id].actor(), about))
    return seeing, tuple(id for id in people if id not in seeing)


def _active(uow: UnitOfWork, ids: Iterable[str]) -> dict[str, Person]:
    """Those of these who have an active account."""
    found = {}
    for id in ids:
        with suppress(NotFound):
            found[id] = uow.person(id)
    return {id: person for id, person in found.items() if not person.disabled}


def may_read(platform: Platform, actor: Actor, about: About) -> bool:
    """Whether somebody may see what is talked about."""
    if about.task and can(actor, "task.see", about.task):
        return True
    try:
        visible_instance(platform, actor, about.instance_id)
    except NotFound:
        return False
    return True


def _tell(platform: Platform, act: Act, about: About, remark: Remark) -> None:
    if remark.mentions:
        task_id = about.task.id if about.task else None
        link = f"{about.link}#remark-{remark.id}"
        persons, values = remark.mentions, {"text": remark.text[:300]}
        tell(platform, act, Event(MENTIONED, persons, (), task_id, about.instance_id, values, link, remark.author))
