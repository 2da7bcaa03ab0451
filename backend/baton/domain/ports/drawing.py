"""The socket for what a person asks while drawing a model: which variables it has, when a timer would fire, what can be drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True)
class Touch:
    """One place where a variable is written or read; ``how`` says it in words: form, script, condition."""

    element_id: str
    how: str


@dataclass(frozen=True)
class ModelVariable:
    """A variable as a model speaks of it. ``type`` in words where it is known; ``values`` are the only ones it takes."""

    name: str
    type: str | None = None
    values: tuple[str, ...] = ()
    written: tuple[Touch, ...] = ()
    read: tuple[Touch, ...] = ()


@dataclass(frozen=True)
class TimerTimes:
    """What a timer says, as a sentence, and when it would fire if it began to wait now."""

    sentence: str
    next: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class TimerText:
    """A timer as a model writes it. ``kind``: date, duration or cycle; ``zone`` of its process, UTC when empty; ``calendar``:
    the file among ``files`` by whose hours it counts, if it counts working time only."""

    text: str
    kind: str
    zone: str = ""
    calendar: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class CalendarSheet:
    """A calendar as people fill it in. ``hours``: of Monday to Sunday, as in ``09:00-12:00, 13:00-17:00``; ``country``: whose public
    holidays it keeps (two letters), with its ``part``; ``days``: days with other hours, closed where these are empty."""

    name: str
    zone: str
    hours: tuple[str, ...]
    country: str = ""
    part: str = ""
    days: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Offers:
    """``refused`` are kinds of elements that are not executed; ``events`` are the kinds each place for events may have, the
    start of an event sub-process under ``eventSubProcess``."""

    refused: tuple[str, ...]
    events: Mapping[str, tuple[str, ...]]


class Drawing(Protocol):
    """Answers from the same code that later checks and runs the model."""

    def variables(self, files: Mapping[str, bytes], name: str) -> tuple[ModelVariable, ...]:
        """The variables of one drawing among the files, by name. Raises ``InvalidInput`` when it cannot be read."""

    def timer(self, timer: TimerText, now: datetime) -> TimerTimes:
        """Raises ``InvalidInput`` with a sentence for what no timer understands."""

    def read_calendar(self, content: bytes) -> CalendarSheet:
        """Raises ``InvalidInput`` with a sentence for a file that is no calendar."""

    def write_calendar(self, sheet: CalendarSheet) -> bytes:
        """The file of a calendar. Raises ``InvalidInput`` with a sentence for what no calendar can mean."""

    def coming_days(self, content: bytes, since: date, count: int) -> tuple[tuple[date, str, str], ...]:
        """The next days of a calendar: each with its hours, empty when closed, and the holiday that it is, if any."""

    def offers(self) -> Offers:
        """What menus may offer: nothing that the check of a deployment refuses."""
