"""One place of a page as the widgets' templates see it: value, words, problems, and what may be done with it."""

import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

from baton.domain.working.attachments import AttachmentAddress, read_address
from baton.forms.pages.names import COUNT, FIND, FIRST, KEPT, KEY, PASTED, SHOWN, VARIANT, id_of, name_of
from baton.forms.pages.texts import fits_control, shown
from baton.forms.pages.widgets import Widget
from baton.forms.schema.compiled import MISSING
from baton.forms.schema.merge import types
from baton.forms.schema.shape import CHOICES, FLAG, GROUP, NUMBER, ROWS, Choice, Shape
from baton.forms.speaking import moments
from baton.forms.speaking.wording import Wording

_MOST_COLUMNS = 7
_COLUMNS = 12
_CENT = Decimal("0.01")
_SHOWS = {"date": "date", "time": "time", "moment": "date-time"}
_INPUT_TYPES = ("text", "tel", "search", "email", "url", "password")


@dataclass
class Field:
    """All text here came from designers or users; the templates escape it."""

    shape: Shape
    widget: Widget
    value: Any
    read_only: bool
    wording: Wording
    errors: tuple[str, ...] = ()
    children: list["Field"] = field(default_factory=list)
    bare: bool = False
    row: int | None = None
    is_entry: bool = False
    can_add: bool = False
    can_copy: bool = False
    can_remove: bool = False
    can_move_up: bool = False
    can_move_down: bool = False
    window: range | None = None
    search: str = ""

    def __post_init__(self) -> None:
        self.path = self.shape.node.path
        self.id = id_of(self.path)
        self.name = name_of(self.path)
        self.kind = self.shape.kind
        self.say = self.wording.say
        self.label = heading(self.shape, self.wording)
        self.required = self.shape.node.required and self.kind != FLAG
        self.description = str(self.shape.option("description") or self.shape.schema.get("description") or "")
        self.help = str(self.shape.option("help") or "")
        self.format = self.shape.schema.get("format")
        in_words = self.kind != NUMBER
        self.text = "" if self.kind in (GROUP, ROWS) else shown(self.value, self.format, self.wording, in_words)
        self.fits = fits_control(self.text, _SHOWS.get(self.widget.name, self.format), self.wording)

    @property
    def spoken(self) -> str:
        """The label where it stands alone: a cell of a table says its row."""
        if self.bare and self.row is not None:
            return self.say("{title}, row {number}", title=self.label, number=self.row + 1)
        return self.label or self.say("Value")

    @property
    def zone(self) -> str:
        """On whose clock a point in time is shown."""
        return moments.offset(self.value, self.wording.zone) if isinstance(self.value, str) else self.wording.zone.key

    @property
    def described_by(self) -> str:
        told = (("description", self.description), ("help", self.help), ("error", self.errors))
        return " ".join(f"{self.id}-{part}" for part, words in told if words and not (self.bare and part == "description"))

    @property
    def variant_titles(self) -> list[str]:
        """The alternatives by name; those without one by their kind and number."""
        told = self.shape.variant.titles() if self.shape.variant else []
        return [title or self.say(kind, number=number) for number, (title, kind) in enumerate(told, 1)]

    @property
    def row_count(self) -> int:
        """How many rows there are, shown or not."""
        return len(self.value) if self.window is not None else len(self.children)

    @property
    def kept_rows(self) -> str:
        """All rows as JSON: what is not shown travels along, so that it comes back as it is."""
        return json.dumps(self.value, ensure_ascii=True, separators=(",", ":"))

    @property
    def kept_name(self) -> str:
        return name_of(self.path, KEPT)

    @property
    def first_name(self) -> str:
        return name_of(self.path, FIRST)

    @property
    def other_windows(self) -> list[tuple[str, int]]:
        """Where else in the rows somebody can go: words and the first row."""
        if self.window is None:
            return []
        size, last = max(len(self.window), 1), max(self.row_count - 1, 0)
        ways = (
            ("First rows", 0),
            ("Rows before", self.window.start - size),
            ("Rows after", self.window.stop),
            ("Last rows", last - last % size),
        )
        inside = [(text, max(first, 0)) for text, first in ways if first <= last and first + size > 0]
        return [(self.say(text), first) for text, first in inside if first != self.window.start]

    @property
    def find_name(self) -> str:
        return name_of(self.path, FIND)

    @property
    def pasted_name(self) -> str:
        return name_of(self.path, PASTED)

    @property
    def shown_name(self) -> str:
        return name_of(self.path, SHOWN)

    @property
    def count_name(self) -> str:
        return name_of(self.path, COUNT)

    @property
    def variant_name(self) -> str:
        return name_of(self.path, VARIANT)

    @property
    def key_name(self) -> str:
        return name_of(self.path, KEY)

    @property
    def placeholder(self) -> str:
        examples = self.shape.schema.get("examples")
        return str(self.shape.option("placeholder") or (examples[0] if isinstance(examples, list) and examples else ""))

    @property
    def span(self) -> str:
        """How many of twelve columns the field takes, as a class."""
        asked = self.shape.option("width")
        columns = {"half": 6, "third": 4}.get(asked, asked) if isinstance(asked, str) else asked
        narrow = isinstance(columns, int) and not isinstance(columns, bool) and 0 < columns < _COLUMNS
        return f"span-{columns}" if narrow else "field-wide"

    @property
    def totals(self) -> dict[str, str]:
        """The sums below a table's columns, by the key of the column; what is no number does not count."""
        asked = self.shape.option("totals")
        heads = {column.shape.node.key: column for column in self.columns}
        rows = self.value if isinstance(self.value, list) else []
        known = [key for key in asked if key in heads] if isinstance(asked, list) else []
        return {key: self.wording.counted(_as_money(heads[key], total(rows, key))) for key in known}

    @property
    def options(self) -> "FieldOptions":
        return FieldOptions(self.shape)

    @property
    def is_quiet(self) -> bool:
        """Whether the label is only for those who listen: in a table, or because the form says so."""
        return self.bare or self.shape.option("label") is False

    @property
    def heading(self) -> str:
        """What stands above the field and those that follow it."""
        return str(self.shape.node.ui.get("ui:heading") or "")

    @property
    def input_type(self) -> str:
        asked = self.shape.option("inputType")
        return asked if asked in _INPUT_TYPES else "text"

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen. Several values that are not on offer (any more) stay among them, so that nobody loses one unseen."""
        if self.kind == CHOICES and isinstance(self.value, list):
            known = [choice.value for choice in self.shape.choices]
            strange = {shown(value, None, self.wording): value for value in self.value if value not in known}
            return (*self.shape.choices, *(Choice(value, token, token) for token, value in strange.items()))
        if self.kind != FLAG:
            return self.shape.choices
        names = self.shape.option("enumNames") or self.shape.schema.get("enumNames")
        told = [str(name) for name in names] if isinstance(names, list) and len(names) == 2 else [self.say("Yes"), self.say("No")]
        return Choice(True, "true", told[0]), Choice(False, "false", told[1])

    @property
    def offers_nothing(self) -> bool:
        """Whether a list needs a way to choose nothing."""
        return not self.required or not any(map(self.is_chosen, self.choices))

    @property
    def is_decimal(self) -> bool:
        return "number" in types(self.shape.schema)

    @property
    def attached(self) -> AttachmentAddress | None:
        """The kept file that stands in the field; files inside of the value itself are older."""
        return read_address(self.value)

    @property
    def file_name(self) -> str:
        """The name of the file that stands in the field."""
        if self.attached:
            return self.attached.name
        head = self.text.partition(",")[0]
        names = [part[5:] for part in head.split(";") if part.startswith("name=")]
        return unquote(names[0]) if names else self.say("The file that was sent before")

    def is_chosen(self, choice: Choice) -> bool:
        values = self.value if isinstance(self.value, list) else [self.value]
        return any(value == choice.value and isinstance(value, bool) == isinstance(choice.value, bool) for value in values)

    @property
    def strange_choice(self) -> str:
        """A value that is not on offer (any more); it is shown so that nobody loses it unseen."""
        known = self.value in (MISSING, None) or any(map(self.is_chosen, self.choices))
        return "" if known else self.text

    @property
    def columns(self) -> list["Field"]:
        """The cells of the first row where all rows have the same simple cells, so that a table can show them."""
        if self.kind != ROWS or not self.children or any(row.kind != GROUP or row.shape.variant for row in self.children):
            return []
        heads = [[cell.shape.node.key for cell in row.children] for row in self.children]
        simple = all(cell.kind not in (GROUP, ROWS) for row in self.children for cell in row.children)
        even = all(head == heads[0] for head in heads) and 0 < len(heads[0]) <= _MOST_COLUMNS
        return self.children[0].children if simple and even else []


def _as_money(column: Field, amount: Decimal) -> Decimal:
    """Amounts of money have their cents, unless more digits are needed."""
    cents = amount.quantize(_CENT) if column.widget.name == "money" else amount
    return cents if cents == amount else amount


def heading(shape: Shape, wording: Wording) -> str:
    """What the place is called; a row without a name is called by its number."""
    key = shape.node.key
    return wording.say("Row {number}", number=key + 1) if isinstance(key, int) and not shape.named else shape.title


def total(rows: list[Any], key: str) -> Decimal:
    """Added up as decimals, as on paper."""
    cells = [row.get(key) for row in rows if isinstance(row, dict)]
    numbers = [Decimal(repr(cell)) for cell in cells if isinstance(cell, (int, float)) and not isinstance(cell, bool)]
    return sum(numbers, Decimal(0))


@dataclass(frozen=True)
class FieldOptions:
    """The ui schema's settings of one field, for templates: ``field.options.get("currency")``."""

    shape: Shape

    def get(self, name: str, default: Any = None) -> Any:
        return self.shape.option(name, default)
