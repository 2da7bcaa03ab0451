"""What differs between two states of a model's files, in words a designer uses, with the elements it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ChangeKind(StrEnum):
    """What happened to a thing. Moved: it only looks different on the diagram."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True)
class Change:
    """One thing that differs: ``subject`` names it (User task “Check order”), ``details`` say each difference."""

    kind: ChangeKind
    subject: str
    details: tuple[str, ...] = ()
    element_id: str | None = None


@dataclass(frozen=True)
class Cell:
    """A cell of a table before and after; None where its row or column did not exist."""

    before: str | None
    after: str | None

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class ComparedRow:
    """A rule of a decision. ``kind`` None: nothing changed in it."""

    kind: ChangeKind | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class ComparedTable:
    """A decision table in both states at once; the first ``inputs`` columns are conditions."""

    title: str
    columns: tuple[Cell, ...]
    inputs: int
    rows: tuple[ComparedRow, ...]


@dataclass(frozen=True)
class Comparison:
    """The changes of one file."""

    changes: tuple[Change, ...] = ()
    tables: tuple[ComparedTable, ...] = ()


@dataclass(frozen=True)
class FileChanges:
    """One file in both states. ``kind`` None: the same on both sides. ``language``: bpmn, dmn, form or other."""

    file: str
    kind: ChangeKind | None
    language: str
    comparison: Comparison = field(default_factory=Comparison)

    @property
    def marks(self) -> Mapping[str, str]:
        """Element id to what happened to it, for the diagrams."""
        return {change.element_id: change.kind.value for change in self.comparison.changes if change.element_id}


def is_drawing(name: str) -> bool:
    """Whether a file of this name holds a diagram."""
    return name.lower().endswith((".bpmn", ".bpmn20.xml", ".bpmn2"))


def language_of(name: str) -> str:
    """What kind of file this is, by its name."""
    if is_drawing(name):
        return "bpmn"
    if name.lower().endswith(".dmn"):
        return "dmn"
    return (
        "form"
        if name.lower().endswith((".form.json", "-schema.json", ".schema.json", ".form", "uischema.json", "-ui.json"))
        else "other"
    )
