"""What a validator found, as a sentence that names the field and the way out."""

from collections.abc import Callable, Mapping
from typing import Any

from jsonschema import ValidationError

from baton.forms.speaking.numbers import ambiguous

_TYPES = {
    "integer": "a whole number", "number": "a number", "boolean": "yes or no", "string": "text",
    "array": "a list", "object": "a group of values", "null": "empty",
}  # fmt: skip
_FORMATS = {
    "email": "an e-mail address such as name@example.org",
    "date": "a date such as 2026-03-31",
    "time": "a time such as 14:30:00",
    "date-time": "a date and time such as 2026-03-31T14:30:00Z",
    "uri": "a web address such as https://example.org",
    "url": "a web address such as https://example.org",
    "uuid": "a UUID",
    "regex": "a pattern",
}
_LONGEST_QUOTE = 60
Sentence = Callable[[str, Any, Any], str]


def required(title: str) -> str:
    return f"{title} is required."


def not_on_offer(title: str) -> str:
    return f"{title}: choose one of the values on offer."


def unknown(title: str) -> str:
    return f"This form has no field “{title}”. Leave it out."


def sentence(title: str, error: ValidationError) -> str:
    """The sentence for one finding; ``validationErrorMessage`` of the schema wins."""
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    own = schema.get("validationErrorMessage")
    if isinstance(own, str):
        return own
    build = _SENTENCES.get(str(error.validator))
    return build(title, error.validator_value, error.instance) if build else f"{title} is not as the form wants it."


def _type(title: str, wanted: Any, value: Any) -> str:
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    if value is None or value == "":
        return required(title)
    if isinstance(value, str) and {"number", "integer"} & set(names):
        if ambiguous(value, money=True):
            return f"{title}: {quoted(value)} can be read in two ways. Write it without a thousands separator."
        return f"{title}: {quoted(value)} is not {_TYPES['number' if 'number' in names else 'integer']}."
    return f"{title} must be {' or '.join(_TYPES.get(name, name) for name in names)}."


def quoted(value: Any) -> str:
    text = str(value)
    return f"“{text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + '…'}”"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _format(title: str, wanted: Any, value: Any) -> str:
    return f"{title}: {quoted(value)} is not {_FORMATS.get(wanted, f'a valid {wanted}')}."


_SENTENCES: dict[str, Sentence] = {
    "type": _type,
    "format": _format,
    "minimum": lambda title, limit, _: f"{title} must be at least {limit}.",
    "maximum": lambda title, limit, _: f"{title} must be at most {limit}.",
    "exclusiveMinimum": lambda title, limit, _: f"{title} must be more than {limit}.",
    "exclusiveMaximum": lambda title, limit, _: f"{title} must be less than {limit}.",
    "multipleOf": lambda title, step, _: f"{title} must be a multiple of {step}.",
    "minLength": lambda title, n, _: f"{title} must have at least {_count(n, 'character', 'characters')}.",
    "maxLength": lambda title, n, value: (
        f"{title} must have at most {_count(n, 'character', 'characters')}; it has {len(value)}."
    ),
    "pattern": lambda title, *_: f"{title} is not written in the way that is asked for.",
    "minItems": lambda title, n, _: f"{title} must have at least {_count(n, 'entry', 'entries')}.",
    "maxItems": lambda title, n, _: f"{title} must have at most {_count(n, 'entry', 'entries')}.",
    "uniqueItems": lambda title, *_: f"{title}: no two entries may be the same.",
    "contains": lambda title, *_: f"{title} lacks an entry that is asked for.",
    "minProperties": lambda title, n, _: f"{title} must have at least {_count(n, 'entry', 'entries')}.",
    "maxProperties": lambda title, n, _: f"{title} must have at most {_count(n, 'entry', 'entries')}.",
    "propertyNames": lambda title, *_: f"{title} has an entry whose name is not allowed.",
    "enum": lambda title, *_: not_on_offer(title),
    "const": lambda title, wanted, _: f"{title} must be {quoted(wanted)}.",
    "oneOf": lambda title, *_: f"{title} must fit exactly one of the alternatives.",
    "anyOf": lambda title, *_: f"{title} must fit one of the alternatives.",
    "not": lambda title, *_: f"{title} has a value that is not allowed.",
}
