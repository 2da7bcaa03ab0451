"""What a process model says, told for people who read it instead of drawing it."""

from collections.abc import Mapping
from dataclasses import dataclass

from baton.domain.building import FieldLine


@dataclass(frozen=True)
class Way:
    """Where a step leads. ``when`` is the condition as written, empty for the only or usual way; ``by`` the name of the boundary
    event that leads there, if one does."""

    target: str
    when: str = ""
    by: str = ""


@dataclass(frozen=True)
class Roles:
    """Who has which part in a step (RACI): does it, answers for it, is asked before, is told after."""

    responsible: tuple[str, ...] = ()
    accountable: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One element in the order in which the process comes to it. ``kind`` in words; ``facts`` are label and text of what else is
    said about it: deadline, decision, operation, what is called."""

    id: str
    name: str
    kind: str
    scope: str
    documentation: str = ""
    instructions: str = ""
    roles: Roles = Roles()
    form: str | None = None
    facts: tuple[tuple[str, str], ...] = ()
    outcomes: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True)
class ProcessDescription:
    """One process of a set of files. ``starts`` are sentences."""

    key: str
    title: str
    file: str
    documentation: str
    starts: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class FormDescription:
    """One form with its fields, those of its sections behind them."""

    file: str
    title: str
    fields: tuple[FieldLine, ...]


@dataclass(frozen=True)
class Documentation:
    """Everything that is told about a set of files. ``pictures`` are SVG by file; ``decisions`` are the files that hold some."""

    title: str
    processes: tuple[ProcessDescription, ...]
    forms: tuple[FormDescription, ...]
    decisions: tuple[str, ...]
    pictures: Mapping[str, bytes]
