"""Made-up answers for a form, so that a preview shows something."""

from datetime import date, timedelta
from typing import Any

from baton.domain.forms import Form
from baton.forms.building.flat import Flat
from baton.forms.pages.fields import Field
from baton.forms.schema.compiled import MISSING, Compiled
from baton.forms.schema.defaults import starting_values
from baton.forms.schema.shape import CHOICE, CHOICES, FIXED, FLAG, GROUP, NUMBER, ROWS

_BY_FORMAT = {
    "email": "name@example.org", "uri": "https://example.org", "url": "https://example.org", "time": "14:30:00",
    "date-time": "2026-03-31T14:30:00Z", "color": "#3b5bdb", "uuid": "6f1c2b1e-1c7a-4a53-9f5e-2b1d7c1d9b11",
}  # fmt: skip


def sample(flat: Flat, document: Form, today: date) -> dict[str, Any]:
    """Answers to everything that the form asks somebody who answers like this."""
    made = _value(flat.tree, today)
    return starting_values(Compiled(document), made if isinstance(made, dict) else {})


def _value(field: Field, today: date) -> Any:
    schema = field.shape.schema
    if field.shape.hidden or field.kind == FIXED:
        return schema.get("const", MISSING)
    if "default" in schema and field.kind not in (GROUP, ROWS):
        return schema["default"]
    if field.kind == GROUP:
        found = {str(child.shape.node.key): _value(child, today) for child in field.children}
        return {key: value for key, value in found.items() if value is not MISSING}
    if field.kind == ROWS:
        return [value for child in field.children if (value := _value(child, today)) is not MISSING]
    if field.kind == CHOICE:
        return field.choices[0].value if field.choices else MISSING
    if field.kind == CHOICES:
        return [choice.value for choice in field.choices[:1]]
    if field.kind == FLAG:
        return True
    return _number(schema) if field.kind == NUMBER else _text(field, today)


def _number(schema: Any) -> int | float:
    least, most = schema.get("minimum"), schema.get("maximum")
    wished = 1200
    low = least if isinstance(least, (int, float)) else wished
    high = most if isinstance(most, (int, float)) else wished
    return min(max(wished, low), high)


def _text(field: Field, today: date) -> Any:
    schema = field.shape.schema
    if schema.get("format") == "date":
        return (today + timedelta(days=14)).isoformat()
    if schema.get("format") == "data-url" or "pattern" in schema:
        return MISSING
    text = _BY_FORMAT.get(str(schema.get("format"))) or field.placeholder or f"{field.label} of a sample"
    most = schema.get("maxLength")
    return text[:most] if isinstance(most, int) else text
