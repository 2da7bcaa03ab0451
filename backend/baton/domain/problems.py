"""One finding about something a person handed in: what is wrong, where, and how to go on."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True)
class TablePlace:
    """Where in a decision file: ``rules`` and ``column`` count from 1 as people do, the inputs of a table before its outputs."""

    decision: str
    rules: tuple[int, ...] = ()
    column: int | None = None


@dataclass(frozen=True)
class Problem:
    """A finding with its place.

    ``file`` is a file of the upload, ``element_id`` an element of a model, ``field`` a dotted path into
    submitted values (``lines.2.amount``); ``rule`` is the stable id of the rule that found it.
    ``level`` is ``error`` (refused) or ``warning`` (accepted, but look at it). ``table`` is the place in a decision table.
    """

    rule: str
    message: str
    file: str | None = None
    element_id: str | None = None
    field: str | None = None
    level: str = ERROR
    table: TablePlace | None = None

    def as_dict(self) -> dict:
        """The problem as it stands in a problem+json answer; absent places are left out."""
        return {key: value for key, value in asdict(self).items() if value is not None}


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Only the problems that refuse."""
    return tuple(problem for problem in problems if problem.level == ERROR)


def warnings(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Only the problems that are accepted with a remark."""
    return tuple(problem for problem in problems if problem.level == WARNING)
