"""The page of preferences: what is set, in words."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from zoneinfo import available_timezones

from babel import Locale

from baton.domain.people import Absence, Person
from baton.domain.working import telling
from baton.domain.working.telling import Cadence
from baton.web.language.catalog import later
from baton.web.language.catalog import say as _
from baton.web.language.choice import LANGUAGES, zone
from baton.web.naming import person_names
from baton.web.wired import platform

HOURS = tuple(range(24))
CADENCES = ((Cadence.AT_ONCE, later("At once")), (Cadence.DIGEST, later("Digest")), (Cadence.NEVER, later("Never")))
NUMBERS = ("en-US", "en-GB", "de-DE", "de-AT", "de-CH", "fr-FR", "es-ES", "it-IT", "nl-NL", "pl-PL")
_SAMPLE = "1234567.89"
_WORDS = {
    telling.TASK_ASSIGNED: (later("A task is assigned to me"), ""),
    telling.TASK_FOR_GROUP: (later("A task opens for my groups"), later("My worklist shows these; there is no notice of each.")),
    telling.TASK_ESCALATED: (later("Something is escalated to me"), later("A deadline passed, or the process passes it up.")),
    telling.REMINDER: (later("A process reminds me"), ""),
    telling.NUDGE: (later("Somebody waits for me and says so"), ""),
    telling.MENTION: (later("Somebody mentions me"), ""),
    telling.QUESTION: (later("Somebody asks me"), ""),
    telling.ANSWER: (later("Somebody answers me"), ""),
    telling.APPROVAL_VOIDED: (later("An approval of mine no longer holds"), later("What I approved was changed afterwards.")),
    telling.COMPLETION_FAILED: (later("Something I completed could not be recorded"), ""),
    telling.ABSENCE_STARTED: (later("I stand in for somebody"), ""),
}


@dataclass(frozen=True)
class WishRow:
    """One kind of thing: whether there is a notice (None: never one), and when a mail."""

    kind: str
    text: str
    hint: str
    inside: bool | None
    mail: str


@dataclass(frozen=True)
class AbsenceRow:
    """``other`` is who stands in, or on the other side for whom."""

    id: str
    other: str
    first: str
    last: str
    groups: bool
    note: str
    now: bool


@dataclass(frozen=True)
class Preferring:
    """The page of one person."""

    person: Person
    wishes: tuple[WishRow, ...]
    absences: tuple[AbsenceRow, ...]
    covers: tuple[AbsenceRow, ...]
    colleagues: tuple[tuple[str, str], ...]
    languages: tuple[tuple[str, str], ...]
    numbers: tuple[tuple[str, str], ...]
    zones: tuple[str, ...]
    mails: bool


def preferring(person_id: str) -> Preferring:
    """What the person has set."""
    now = platform().clock.now()
    with platform().store.read() as uow:
        person = uow.person(person_id)
        away = uow.absences(now, person_id)
        standing_in = uow.covers_by(person_id, now)
        people = uow.people()
    names = person_names([*(one.substitute for one in away), *(one.person_id for one in standing_in)])
    colleagues = tuple((one.id, one.name or one.id) for one in people if not one.disabled and one.id != person_id)
    return Preferring(
        person, _wishes(person), tuple(_absence(one, names[one.substitute]) for one in away),
        tuple(_absence(one, names[one.person_id]) for one in standing_in), colleagues, tuple(LANGUAGES.items()), _numbers(), _zones(),
        platform().mailer.ready,
    )  # fmt: skip


def _wishes(person: Person) -> tuple[WishRow, ...]:
    wanted = person.preferences.telling
    return tuple(
        WishRow(
            kind, _(_WORDS[kind][0]), _(_WORDS[kind][1]) if _WORDS[kind][1] else "",
            None if kind in telling.ONLY_ON_THE_WORKLIST else kind not in wanted.silent, telling.cadence(wanted, kind).value,
        )
        for kind in telling.KINDS
    )  # fmt: skip


def _absence(absence: Absence, other: str) -> AbsenceRow:
    first, last = absence.start.astimezone(zone()), (absence.end - timedelta(minutes=1)).astimezone(zone())
    return AbsenceRow(
        absence.id,
        other,
        f"{first:%Y-%m-%d}",
        f"{last:%Y-%m-%d}",
        absence.groups,
        absence.note,
        absence.holds(platform().clock.now()),
    )


@cache
def _numbers() -> tuple[tuple[str, str], ...]:
    """Each way to write numbers with a number written that way."""
    return tuple((name, _written(name)) for name in NUMBERS)


def _written(name: str) -> str:
    locale = Locale.parse(name, sep="-")
    group, point = locale.number_symbols["latn"]["group"], locale.number_symbols["latn"]["decimal"]
    return f"1{group}234{group}567{point}89 ({locale.get_display_name(locale)})"


@cache
def _zones() -> tuple[str, ...]:
    return tuple(
        sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix/", "right/")))
    )
