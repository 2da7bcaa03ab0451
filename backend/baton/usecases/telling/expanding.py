"""From an event to the people: who is told, why, and by which way, as each of them wants it."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from baton.domain import jobs
from baton.domain.actors import PLATFORM
from baton.domain.errors import NotFound
from baton.domain.jobs import Job
from baton.domain.people import Notice, Person
from baton.domain.ports.persistence import UnitOfWork
from baton.domain.tasks import TaskState, UserTask
from baton.domain.working import telling
from baton.domain.working.letters import Letter
from baton.domain.working.quiet import may_go_at, next_digest
from baton.domain.working.telling import Cadence, DigestLine, Event, Reason
from baton.usecases.act import Act
from baton.usecases.platform import Platform
from baton.usecases.telling.letters import POSTAL

DIGEST = "digest"
AFTER = "after"
AT_ONCE = 500
"""The most people who are told in one transaction."""
_REASONS = {
    telling.TASK_ASSIGNED: "assigned", telling.TASK_ESCALATED: "escalated", telling.REMINDER: "reminded", telling.NUDGE: "nudged",
    telling.MENTION: "mentioned", telling.QUESTION: "asked", telling.ANSWER: "answered", telling.APPROVAL_VOIDED: "approved",
    telling.COMPLETION_FAILED: "completed", telling.ABSENCE_STARTED: "stands-in",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What everybody is told: the event with what follows from its task, under the key that makes telling twice telling once."""

    event: Event
    values: Mapping[str, Any]
    link: str
    key: str

    @property
    def kind(self) -> str:
        return self.event.kind

    def id(self, way: str, person_id: str) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{self.key}/{way}{person_id}"))


def expand(platform: Platform, job: Job) -> Callable[[Act], None]:
    """What a worker does for one event."""
    after = str(job.parameters.get(AFTER, ""))
    event = Event.read({name: value for name, value in job.parameters.items() if name != AFTER})

    def record(act: Act) -> None:
        tell_now(platform, act, event, job.id, after)

    return record


def tell_now(platform: Platform, act: Act, event: Event, key: str, after: str = "") -> int:
    """Tell everybody, the first of them in this act; how many they are. The rest of a large group is owed in the same transaction,
    so that none grows with the group, and nobody is forgotten when a worker ends in between."""
    told = _told(act, event, key)
    if told is None:
        return 0
    receivers = _receivers(act, event)
    waiting = sorted(id for id in receivers if id > after)
    now = waiting[:AT_ONCE]
    _write(platform, act, told, {id: receivers[id] for id in now})
    if len(waiting) > len(now):
        act.uow.owe([_rest(act, told, now[-1])])
    return len(receivers)


def _rest(act: Act, told: Told, after: str) -> Job:
    """Telling whoever comes after that person, under the same key."""
    given = {**replace(told.event, key=told.key).recorded(), AFTER: after}
    return Job(told.id("after/", after), jobs.TELL, act.now, act.now, operation=told.kind, parameters=given)


def zone_of(person: Person) -> tzinfo:
    name = person.preferences.time_zone
    return ZoneInfo(name) if name in available_timezones() else UTC


def _told(act: Act, event: Event, key: str) -> Told | None:
    """None when the task is over that it is about: nobody needs to hear of it any more."""
    values = {"text": "", **event.values}
    if event.by and event.by != PLATFORM.id:
        values.setdefault("by", _name(act.uow, event.by))
    if event.task_id is None:
        return Told(event, values, event.link or "/notices", event.key or key)
    task = act.uow.task(event.task_id)
    if task.state is not TaskState.OPEN and event.kind in telling.ABOUT_OPEN_TASKS:
        return None
    return Told(event, {**_about(act, task), **values}, event.link or f"/tasks/{task.id}", event.key or key)


def _about(act: Act, task: UserTask) -> dict[str, Any]:
    process = act.uow.definition(task.definition_id).title
    key, due_at = task.business_key or "", task.due_at.isoformat() if task.due_at else ""
    return {
        "task": task.name,
        "title": task.title if task.title != task.name else "",
        "process": process,
        "key": key,
        "due_at": due_at,
        "task_id": task.id,
    }


def _receivers(act: Act, event: Event) -> dict[str, tuple[Person, Reason]]:
    """Everybody who is told, each with the first reason that applies. Who stands in for somebody hears what they would."""
    found: dict[str, tuple[Person, Reason]] = {}
    code = event.reason or _REASONS.get(event.kind, "")
    for id in event.persons:
        if person := _person(act.uow, id):
            found.setdefault(id, (person, Reason(code, str(event.values.get("of", "")))))
    away = act.uow.standing_in_for(found, act.now)
    for id, absence in away.items():
        if person := _person(act.uow, absence.substitute):
            found.setdefault(person.id, (person, Reason("stands-in", found[id][0].name or id)))
    for group in event.groups:
        for person in act.uow.members(group):
            found.setdefault(
                person.id, (person, Reason("escalated-group" if event.kind == telling.TASK_ESCALATED else "group", group))
            )
    muted = _muted(act, event)
    return {id: one for id, one in found.items() if id != event.by and id not in muted and not one[0].disabled}


def _muted(act: Act, event: Event) -> frozenset[str]:
    if event.instance_id is None or event.kind in telling.DESPITE_MUTE:
        return frozenset()
    return act.uow.mutes(event.instance_id)


def _write(platform: Platform, act: Act, told: Told, receivers: Mapping[str, tuple[Person, Reason]]) -> None:
    people = receivers.values()
    act.uow.add_notices(_notices(platform, act, told, people))
    if not platform.mailer.ready:
        return
    wanted = [
        (person, reason, telling.cadence(person.preferences.telling, told.kind)) for person, reason in people if person.email
    ]
    at_once = [(person, reason) for person, reason, when in wanted if when is Cadence.AT_ONCE]
    later = [(person, reason) for person, reason, when in wanted if when is Cadence.DIGEST]
    act.uow.owe(_letter(platform, act, told, one) for one in at_once)
    act.uow.add_digest_lines(
        DigestLine(
            told.id("d", person.id),
            person.id,
            told.kind,
            reason.code,
            reason.of,
            told.values,
            told.link,
            act.now,
            told.event.task_id,
        )
        for person, reason in later
    )
    act.uow.owe(digest_job(person, act.now) for person, _ in later)


def _notices(platform: Platform, act: Act, told: Told, people: Iterable[tuple[Person, Reason]]) -> list[Notice]:
    if told.kind in telling.ONLY_ON_THE_WORKLIST:
        return []
    return [
        Notice(
            told.id("", person.id), person.id, platform.stationery.line(told.kind, language_of(platform, person), told.values), told.link, act.now,
            None, told.kind, reason.code, reason.of, told.values, told.event.instance_id,
        )
        for person, reason in people
        if told.kind not in person.preferences.telling.silent
    ]  # fmt: skip


def _letter(platform: Platform, act: Act, told: Told, to: tuple[Person, Reason]) -> Job:
    person, reason = to
    language = language_of(platform, person)
    values = {
        **told.values,
        "person": person.name or person.id,
        "person_id": person.id,
        "path": told.link,
        "due": _due(told, person, language),
    }
    letter = Letter(person.email, told.kind, values, language, reason=platform.stationery.reason(reason, language))
    wishes = person.preferences.telling
    at_any_hour = told.kind == telling.TASK_ESCALATED and wishes.urgent_anyway
    due = act.now if at_any_hour else may_go_at(act.now, wishes, zone_of(person))
    return Job(
        told.id("m", person.id), jobs.LETTER, due, act.now, operation=told.kind, parameters=letter.recorded(), policy=POSTAL
    )


def _due(told: Told, person: Person, language: str) -> str:
    """The deadline on the person's clock, as their language writes it."""
    if not told.values.get("due_at"):
        return ""
    local = datetime.fromisoformat(str(told.values["due_at"])).astimezone(zone_of(person))
    return f"{local:%d.%m.%Y %H:%M} {local:%Z}" if language == "de" else f"{local:%Y-%m-%d %H:%M} {local:%Z}"


def digest_job(person: Person, now: datetime) -> Job:
    """The person's next digest, one and the same however often it is asked for."""
    due = next_digest(now, person.preferences.telling, zone_of(person))
    id = uuid.uuid5(uuid.NAMESPACE_OID, f"digest/{person.id}/{due.isoformat()}")
    return Job(str(id), jobs.TELL, due, now, operation=DIGEST, parameters={"person": person.id})


def language_of(platform: Platform, person: Person) -> str:
    return person.preferences.language or platform.house.language


def _person(uow: UnitOfWork, id: str) -> Person | None:
    try:
        return uow.person(id)
    except NotFound:
        return None


def _name(uow: UnitOfWork, id: str) -> str:
    person = _person(uow, id)
    return (person.name or person.id) if person else id
