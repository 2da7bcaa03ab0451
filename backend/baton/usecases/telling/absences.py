"""Being away: who stands in, from when until when, and for whom somebody acts."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from baton.domain.actors import Actor
from baton.domain.errors import Forbidden, InvalidInput, NotFound, said
from baton.domain.people import Absence, Person
from baton.domain.policy import can
from baton.domain.ports.persistence import UnitOfWork
from baton.domain.problems import Problem
from baton.domain.tasks import UserTask
from baton.domain.working.telling import ABSENCE_STARTED, Event
from baton.usecases.act import Act, run
from baton.usecases.platform import Platform
from baton.usecases.telling.events import tell
from baton.usecases.telling.expanding import zone_of

LONGEST_NOTE = 500
LONGEST = timedelta(days=730)


@dataclass(frozen=True)
class Wish:
    """What somebody asks for: who is away, between which moments, and who stands in."""

    person_id: str
    substitute: str
    start: datetime | None
    end: datetime | None
    groups: bool = False
    note: str = ""


def set_absence(platform: Platform, actor: Actor, wish: Wish) -> Absence:
    """Somebody will be away. Whoever stands in is told. Refused with every problem."""

    def work(act: Act) -> Absence:
        person = _theirs(act, actor, wish.person_id)
        problems = _problems(act, wish)
        if problems or wish.start is None or wish.end is None:
            raise InvalidInput(said("The absence is not stored yet. Correct what is marked."), problems=problems)
        absence = Absence(
            platform.ids.new(),
            person.id,
            wish.substitute,
            wish.start,
            wish.end,
            wish.groups,
            wish.note.strip(),
            actor.id,
            act.now,
        )
        act.uow.save_absence(absence)
        _cover(act, absence.substitute)
        tell(platform, act, _news(absence, person, actor))
        return absence

    return run(platform, work)


def end_absence(platform: Platform, actor: Actor, absence_id: str) -> Absence:
    """Somebody is back, or does not go. What was begun in their name stays with whoever began it."""

    def work(act: Act) -> Absence:
        absence = act.uow.absence(absence_id)
        _theirs(act, actor, absence.person_id)
        act.uow.drop_absence(absence.id)
        _cover(act, absence.substitute)
        return absence

    return run(platform, work)


def in_whose_name(uow: UnitOfWork, actor: Actor, task: UserTask) -> str | None:
    """For whom the actor would do the task now: an absent person who has it or may take it while the actor may not; None where
    they act for themselves alone."""
    if task.assignee == actor.id:
        return task.on_behalf_of
    if task.assignee in actor.stands_for:
        return task.assignee
    if task.assignee is not None or not actor.stands_for:
        return None
    alone = replace(actor, stands_for=frozenset(), groups=actor.groups - actor.lent_groups)
    if can(alone, "task.claim", task):
        return None
    groups = actor.lent_groups.intersection(task.candidate_groups)
    named = (id for id in sorted(actor.stands_for) if id in task.candidate_users or uow.person(id).groups & groups)
    return next(named, None)


def _cover(act: Act, substitute: str) -> None:
    act.uow.save_covers(substitute, tuple(one.cover() for one in act.uow.covers_by(substitute, act.now)))


def _theirs(act: Act, actor: Actor, person_id: str) -> Person:
    if person_id != actor.id and not can(actor, "people.administer"):
        raise Forbidden(said("Only the person who is away, or an administrator, can set this."))
    return act.uow.person(person_id)


def _problems(act: Act, wish: Wish) -> list[Problem]:
    found = []
    if wish.start is None:
        found.append(Problem("absence.start", said("Say when the absence begins."), field="from"))
    if wish.end is None or (wish.start and wish.end <= wish.start):
        found.append(Problem("absence.end", said("Say when the absence ends, after it begins."), field="until"))
    elif wish.end <= act.now:
        found.append(Problem("absence.past", said("This absence would be over already."), field="until"))
    elif wish.start and wish.end - wish.start > LONGEST:
        found.append(Problem("absence.long", said("An absence lasts at most two years."), field="until"))
    if len(wish.note) > LONGEST_NOTE:
        found.append(Problem("absence.note", said("The note has at most {most} characters.", most=LONGEST_NOTE), field="note"))
    return found + _substitute_problems(act, wish)


def _substitute_problems(act: Act, wish: Wish) -> list[Problem]:
    if wish.substitute == wish.person_id:
        message = said("Nobody can stand in for themself. Choose somebody else.")
    elif not _is_active(act, wish.substitute):
        message = said("Choose who stands in: somebody with an active account.")
    elif _meets_another(act, wish):
        message = said("There is an absence in that time already. End that one first.")
        return [Problem("absence.twice", message, field="from")]
    else:
        return []
    return [Problem("absence.substitute", message, field="substitute")]


def _is_active(act: Act, person_id: str) -> bool:
    try:
        return not act.uow.person(person_id).disabled
    except NotFound:
        return False


def _meets_another(act: Act, wish: Wish) -> bool:
    if wish.start is None or wish.end is None:
        return False
    return any(one.start < wish.end and wish.start < one.end for one in act.uow.absences(act.now, wish.person_id))


def _news(absence: Absence, person: Person, actor: Actor) -> Event:
    zone = zone_of(person)
    last_day = (absence.end - timedelta(microseconds=1)).astimezone(zone)
    values = {
        "of": person.name or person.id, "from": f"{absence.start.astimezone(zone):%Y-%m-%d}", "until": f"{last_day:%Y-%m-%d}",
        "groups": absence.groups, "text": absence.note,
    }  # fmt: skip
    return Event(ABSENCE_STARTED, (absence.substitute,), values=values, link="/tasks", by=actor.id, key=f"absence/{absence.id}")
