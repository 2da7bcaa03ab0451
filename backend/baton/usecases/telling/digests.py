"""The digest: everything that waited for it, in one letter, by the reason why somebody hears of it."""

from collections.abc import Callable
from typing import Any

from baton.domain.errors import NotFound
from baton.domain.jobs import Job
from baton.domain.tasks import TaskState
from baton.domain.working import telling
from baton.domain.working.letters import Letter
from baton.domain.working.telling import DigestLine, Reason
from baton.usecases.act import Act
from baton.usecases.platform import Platform
from baton.usecases.telling import expanding
from baton.usecases.telling.letters import post

MOST = 200


def attend(platform: Platform, job: Job) -> Callable[[Act], None]:
    """What a worker does for a job of telling: an event is told, a digest is put together."""
    if job.operation != expanding.DIGEST:
        return expanding.expand(platform, job)
    return lambda act: _gathered(platform, act, job)


def _gathered(platform: Platform, act: Act, job: Job) -> None:
    """The lines become one letter and are gone; without lines worth telling there is none."""
    person = act.uow.person(str(job.parameters["person"]))
    lines = act.uow.digest_lines(person.id)
    act.uow.drop_digest_lines(line.id for line in lines)
    worth = [line for line in lines if _still_stands(act, line)]
    if not worth or person.disabled or not person.email or not platform.mailer.ready:
        return
    language = expanding.language_of(platform, person)
    values = {
        "person": person.name or person.id,
        "person_id": person.id,
        "path": "/tasks",
        "count": len(worth),
        "sections": _sections(platform, worth, language),
    }
    letter = Letter(
        person.email, expanding.DIGEST, values, language, reason=platform.stationery.reason(Reason("digest"), language)
    )
    post(platform, act, letter)


def _still_stands(act: Act, line: DigestLine) -> bool:
    if line.task_id is None or line.kind not in telling.ABOUT_OPEN_TASKS:
        return True
    try:
        return act.uow.task(line.task_id).state is TaskState.OPEN
    except NotFound:
        return False


def _sections(platform: Platform, lines: list[DigestLine], language: str) -> list[dict[str, Any]]:
    found: dict[str, list[dict[str, str]]] = {}
    for line in lines[:MOST]:
        reason = platform.stationery.reason(Reason(line.reason, line.of), language)
        text = platform.stationery.line(line.kind, language, line.values)
        found.setdefault(reason, []).append({"text": text, "path": line.link})
    return [{"reason": reason, "lines": held} for reason, held in found.items()]
