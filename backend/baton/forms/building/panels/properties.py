"""What can be said about a field, each thing once: in which section, for which kinds, where it is stored, how it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from baton.forms.pages.fields import Field
from baton.forms.schema.shape import CHOICE, CHOICES, FIXED, FLAG, GROUP, NUMBER, ROWS, TEXT

BASICS, RULES, MESSAGES, LOOK, DATA = "Field", "Rules", "Messages", "Look", "Data"
ROOT = "root"
SCHEMA, UI, OPTION, SPECIAL = "schema", "ui", "option", "special"
_EVERY = (TEXT, NUMBER, CHOICE, CHOICES, FLAG, GROUP, ROWS, FIXED)
_ASKED = (TEXT, NUMBER, CHOICE, CHOICES, FLAG, ROWS)
_SINGLE = (TEXT, NUMBER, CHOICE, CHOICES, FLAG)


@dataclass(frozen=True)
class Property:
    """``name`` is the field in the panel; ``store`` says where it lies, under ``word``."""

    name: str
    section: str
    title: str
    kinds: tuple[str, ...]
    store: str
    word: str
    asked: Mapping[str, Any]
    ui: Mapping[str, Any]


def _text(most: int, **more: Any) -> dict[str, Any]:
    return {"type": "string", "maxLength": most, **more}


def _whole(least: int = 0) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "maximum": 1_000_000_000}


_FLAG = {"type": "boolean"}
_AREA = {"ui:widget": "textarea", "ui:options": {"rows": 3}}
_SPOKEN = {12: "Full width", 9: "Three quarters", 8: "Two thirds", 6: "Half", 4: "A third", 3: "A quarter"}
_WIDTHS = tuple((str(number), _SPOKEN.get(number, f"{number} of 12 columns")) for number in range(12, 0, -1))
_CLASSES = (("personal", "Personal data"), ("health", "Health data"), ("money", "Money"))


def _named(pairs: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    return [{"const": value, "title": label} for value, label in pairs]


def _property(name: str, section: str, title: str, kinds: tuple[str, ...], stored: tuple[str, str], asked: Mapping[str, Any], ui: Mapping[str, Any] | None = None) -> Property:  # fmt: skip
    return Property(name, section, title, kinds, *stored, {"title": title, **asked}, ui or {})


PROPERTIES = (
    _property("title", BASICS, "Label", (*_EVERY, ROOT), (SPECIAL, "title"), _text(1000)),
    _property("key", BASICS, "Key (variable name)", _EVERY, (SPECIAL, "key"), _text(60)),
    _property("description", BASICS, "Description", (*_EVERY, ROOT), (SCHEMA, "description"), _text(4000), _AREA),
    _property("help", BASICS, "Help below the field", _EVERY, (UI, "help"), _text(1000)),
    _property("placeholder", BASICS, "Example in the empty field", (TEXT, NUMBER, CHOICE), (UI, "placeholder"), _text(200)),
    _property("options", BASICS, "Options, one per line", (CHOICE, CHOICES), (SPECIAL, "options"), _text(20_000),
              {"ui:widget": "textarea", "ui:options": {"rows": 5}, "ui:help": "“value = label” where people read something else. A list can be pasted."}),
    _property("required", BASICS, "Required", _ASKED, (SPECIAL, "required"), _FLAG),
    _property("whole", RULES, "Whole numbers only", (NUMBER,), (SPECIAL, "whole"), _FLAG),
    _property("minimum", RULES, "At least", (NUMBER,), (SCHEMA, "minimum"), {"type": "number"}),
    _property("maximum", RULES, "At most", (NUMBER,), (SCHEMA, "maximum"), {"type": "number"}),
    _property("multipleOf", RULES, "In steps of", (NUMBER,), (SCHEMA, "multipleOf"), {"type": "number", "exclusiveMinimum": 0}),
    _property("minLength", RULES, "At least … characters", (TEXT,), (SCHEMA, "minLength"), _whole()),
    _property("maxLength", RULES, "At most … characters", (TEXT,), (SCHEMA, "maxLength"), _whole(1)),
    _property("pattern", RULES, "Pattern", (TEXT,), (SCHEMA, "pattern"), _text(500),
              {"ui:placeholder": "^INV-[0-9]+$", "ui:help": "A regular expression that the text must match."}),
    _property("minItems", RULES, "At least … entries", (ROWS, CHOICES), (SCHEMA, "minItems"), _whole()),
    _property("maxItems", RULES, "At most … entries", (ROWS, CHOICES), (SCHEMA, "maxItems"), _whole(1)),
    _property("default", RULES, "Value to begin with", _SINGLE, (SCHEMA, "default"), {}),
    _property("widget", LOOK, "Shown as", _EVERY, (SPECIAL, "widget"), {"type": "string"}),
    _property("width", LOOK, "Width", _SINGLE, (SPECIAL, "width"), {"oneOf": _named(_WIDTHS)}),
    _property("readonly", LOOK, "Read only", _ASKED, (UI, "readonly"), _FLAG),
    _property("rows", LOOK, "Height in lines", (TEXT,), (OPTION, "rows"), {"type": "integer", "minimum": 1, "maximum": 40}),
    _property("currency", LOOK, "Currency", (NUMBER,), (OPTION, "currency"), _text(3, pattern="^[A-Z]{3}$", validationErrorMessage="Three capital letters, such as EUR.")),
    _property("accept", LOOK, "File types", (TEXT,), (OPTION, "accept"), _text(200), {"ui:placeholder": ".pdf,.png"}),
    _property("totals", LOOK, "Totals below the columns", (ROWS,), (OPTION, "totals"), {"type": "array", "uniqueItems": True}),
    _property("addable", LOOK, "People may add rows", (ROWS,), (SPECIAL, "addable"), _FLAG),
    _property("removable", LOOK, "People may remove rows", (ROWS,), (SPECIAL, "removable"), _FLAG),
    _property("dataClasses", DATA, "What kind of data this is", _SINGLE, (OPTION, "dataClasses"),
              {"type": "array", "uniqueItems": True, "items": {"oneOf": _named(_CLASSES)}}),
)  # fmt: skip
BY_NAME = {one.name: one for one in PROPERTIES}
ONLY_OF_WIDGET = {"rows": "textarea", "currency": "money", "accept": "file"}
# The rules that may have a message of their own, with what they are called in the panel.
RULES_SAID = {
    "required": "When it is missing", "minLength": "When it is too short", "maxLength": "When it is too long",
    "pattern": "When the pattern does not match", "format": "When it is not written as it should be", "minimum": "When it is too small",
    "maximum": "When it is too large", "multipleOf": "When it is between steps", "type": "When it is not a number",
    "minItems": "When there are too few entries", "maxItems": "When there are too many entries",
}  # fmt: skip
MESSAGE = "message_"


def rules_of(field: Field, required: bool) -> list[str]:
    """The rules that the field really has."""
    schema = field.shape.schema
    found = ["required"] if required else []
    found += ["type"] if field.kind == NUMBER else []
    return found + [rule for rule in RULES_SAID if rule in schema and rule not in ("required", "type")]


def suits(one: Property, field: Field) -> bool:
    """Whether the panel of this field asks for it."""
    kind = field.kind if field.path else ROOT
    if kind not in one.kinds:
        return False
    wanted = ONLY_OF_WIDGET.get(one.name)
    if one.name in ("pattern", "placeholder", "minLength", "maxLength"):
        return field.widget.name not in ("file", "color", "date", "time", "moment")
    if one.name == "default":
        return field.widget.name not in ("file", "password")
    return wanted is None or field.widget.name == wanted
