"""Building forms: a document, the edits that designers make to it, and what the builder shows of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from baton.domain.forms import EMPTY_FORM, Form
from baton.domain.problems import Problem


@dataclass(frozen=True)
class FormDocument:
    """A form as designers edit it. ``rest`` is everything else its file holds, kept as it is; ``ui_key`` is what the file
    calls its ui schema. A document is never changed: every edit answers with a new one."""

    schema: Mapping[str, Any]
    ui: Mapping[str, Any] = field(default_factory=dict)
    rest: Mapping[str, Any] = field(default_factory=dict)
    ui_key: str = "ui"


@dataclass(frozen=True)
class Clause:
    """One comparison of a condition: ``field`` is a field beside the one the condition is about."""

    field: str
    operator: str
    value: Any = None


@dataclass(frozen=True)
class Condition:
    """When a field is shown or required. ``match``: ``all`` or ``any`` of the clauses. ``foreign``: it is written in JSON in a
    way that has no words here."""

    clauses: tuple[Clause, ...] = ()
    match: str = "all"
    foreign: bool = False


@dataclass(frozen=True)
class AddField:
    """A new field of a kind of the palette, inside ``parent`` (a section, a table of rows; empty: the form) at ``index``."""

    kind: str
    parent: str = ""
    index: int | None = None


@dataclass(frozen=True)
class MoveField:
    """The field at ``path`` into ``parent`` at ``index``."""

    path: str
    parent: str
    index: int


@dataclass(frozen=True)
class ShiftField:
    """The field at ``path`` by so many places among its neighbours."""

    path: str
    by: int


@dataclass(frozen=True)
class CopyField:
    """The field at ``path`` once more, behind itself."""

    path: str


@dataclass(frozen=True)
class RemoveField:
    """The field at ``path`` and every condition that asks for it."""

    path: str


@dataclass(frozen=True)
class RenameField:
    """Another key for the field at ``path``."""

    path: str
    key: str


@dataclass(frozen=True)
class SetProperties:
    """These properties of the panel for the field at ``path``; what is missing stays, ``None`` takes a property away.
    ``key_follows``: a key that was made from the label is made again."""

    path: str
    values: Mapping[str, Any]
    key_follows: bool = False


@dataclass(frozen=True)
class SetCondition:
    """When the field at ``path`` is shown (``effect`` ``show``) or required (``require``); None: always, or as its tick says."""

    path: str
    effect: str
    condition: Condition | None


FormEdit = AddField | MoveField | ShiftField | CopyField | RemoveField | RenameField | SetProperties | SetCondition


@dataclass(frozen=True)
class Edited:
    """The document after an edit, where the edited field is now, and what was not done, with the sentence why."""

    document: FormDocument
    path: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class FieldKind:
    """One entry of the palette, and one page of the gallery."""

    name: str
    title: str
    description: str
    icon: str
    shown: bool = True
    options: Mapping[str, str] = field(default_factory=dict)
    scripted: bool = False
    example: Form = EMPTY_FORM


@dataclass(frozen=True)
class FieldLine:
    """One field of a document. ``container``: it holds other fields. ``shown_when`` and ``required_when`` are in words."""

    path: str
    key: str
    label: str
    kind: str
    widget: str
    required: bool = False
    hidden: bool = False
    container: bool = False
    shown_when: str = ""
    required_when: str = ""


@dataclass(frozen=True)
class PanelSection:
    """Properties of a field that belong together: a form of its own, with its values."""

    title: str
    form: Form
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Operand:
    """A field that a condition may ask for, with the comparisons that suit it and the values it offers."""

    key: str
    label: str
    operators: tuple[tuple[str, str], ...]
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Panel:
    """Everything the page says about one chosen field."""

    line: FieldLine
    sections: tuple[PanelSection, ...]
    operands: tuple[Operand, ...] = ()
    shown_when: Condition | None = None
    required_when: Condition | None = None
