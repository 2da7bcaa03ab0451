"""The values on offer of a field, as lines that people paste: ``value = label``."""

from contextlib import suppress
from typing import Any

from baton.forms.schema.normalise import options_variable

MOST_OPTIONS = 500
_SEPARATOR = " = "
_NAMED = ("oneOf", "anyOf")


def holder(told: dict[str, Any]) -> dict[str, Any]:
    """Where the values stand: in the schema itself, or in that of the rows of a list."""
    items = told.get("items")
    return items if isinstance(items, dict) and "enum" not in told else told


def takes_from_variable(told: dict[str, Any]) -> str:
    """The variable that the values come from, where they do."""
    place = holder(told)
    return next((found for word in ("enum", *_NAMED) if (found := options_variable(place.get(word)))), "")


def lines_of(told: dict[str, Any], names: Any) -> str:
    """One line per value; the label follows where it says something else."""
    place = holder(told)
    if isinstance(place.get("enum"), list):
        labels = names if isinstance(names, list) else place.get("enumNames")
        labels = labels if isinstance(labels, list) else []
        pairs = [(value, labels[at] if at < len(labels) else value) for at, value in enumerate(place["enum"])]
    else:
        listed: list[Any] = next((place[word] for word in _NAMED if isinstance(place.get(word), list)), [])
        pairs = [(one.get("const"), one.get("title", one.get("const"))) for one in listed if isinstance(one, dict)]
    return "\n".join(_text(value) if value == label else f"{_text(value)}{_SEPARATOR}{label}" for value, label in pairs)


def put(place: dict[str, Any], text: str) -> str | None:
    """Store the values of pasted lines; why that cannot be done, or None."""
    pairs = [_pair(line, place) for line in text.replace("\r", "").split("\n") if line.strip()]
    if not pairs:
        return "Write at least one option."
    if len(pairs) > MOST_OPTIONS:
        return f"A list may offer {MOST_OPTIONS} values; these are {len(pairs)}."
    values = [value for value, _ in pairs]
    if len({(type(value), str(value)) for value in values}) < len(values):
        return "Two options have the same value."
    for word in ("enum", "enumNames", *_NAMED):
        place.pop(word, None)
    if all(_text(value) == label for value, label in pairs):
        place["enum"] = values
    else:
        place["oneOf"] = [{"const": value, "title": label} for value, label in pairs]
    return None


def _pair(line: str, place: dict[str, Any]) -> tuple[Any, str]:
    value, separator, label = line.strip().lstrip("-•*").strip().partition(_SEPARATOR)
    typed: Any = value.strip()
    if place.get("type") in ("integer", "number"):
        with suppress(ValueError):
            typed = int(typed) if place["type"] == "integer" else float(typed)
    return typed, label.strip() if separator else str(value.strip())


def _text(value: Any) -> str:
    return "" if value is None else str(value)
