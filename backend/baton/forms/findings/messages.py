"""What a validator found, as a sentence that names the field and the way out, in the language of whoever reads it."""

from collections.abc import Callable, Mapping
from typing import Any

from jsonschema import ValidationError

from baton.forms.speaking import moments
from baton.forms.speaking.numbers import ambiguous, too_exact
from baton.forms.speaking.wording import Wording

_LONGEST_QUOTE = 60


class Sentences:
    """The sentences of one language."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self.say = wording.say

    def required(self, title: str) -> str:
        return self.say("{title} is required.", title=title)

    def not_on_offer(self, title: str) -> str:
        return self.say("{title}: choose one of the values on offer.", title=title)

    def unknown(self, title: str) -> str:
        return self.say("This form has no field “{title}”. Leave it out.", title=title)

    def sentence(self, title: str, error: ValidationError) -> str:
        """The sentence for one finding; ``validationErrorMessage`` of the schema wins."""
        schema = error.schema if isinstance(error.schema, Mapping) else {}
        own = schema.get("validationErrorMessage")
        if isinstance(own, str):
            return own
        rule, wanted, value = str(error.validator), error.validator_value, error.instance
        if rule in _BY_TEMPLATE:
            return self.say(_BY_TEMPLATE[rule], title=title, limit=self._limit(wanted), count=_length(value))
        one, many = _BY_COUNT.get(rule, ("", ""))
        if one:
            return self.say(one if wanted == 1 else many, title=title, limit=self._limit(wanted), count=_length(value))
        build = _BUILT.get(rule)
        return build(self, title, wanted, value) if build else self.say("{title} is not as the form wants it.", title=title)

    def _limit(self, limit: Any) -> str:
        plain = isinstance(limit, (int, float)) and not isinstance(limit, bool)
        return (self._wording.counted(limit) if self._wording.seen.numbers else str(limit)) if plain else quoted(limit)

    def type_(self, title: str, wanted: Any, value: Any) -> str:
        names = [wanted] if isinstance(wanted, str) else list(wanted)
        if value is None or value == "":
            return self.required(title)
        if isinstance(value, str) and {"number", "integer"} & set(names):
            return self._no_number(title, value, whole="number" not in names)
        kinds = self.say(" or ").join(self.say(_TYPES.get(name, name)) for name in names)
        return self.say("{title} must be {kinds}.", title=title, kinds=kinds)

    def _no_number(self, title: str, value: str, whole: bool) -> str:
        if ambiguous(value, money=True):
            text = "{title}: {value} can be read in two ways. Write it without a thousands separator."
        elif too_exact(value):
            text = "{title}: {value} has more digits than can be kept exactly. Write it with 15 digits at most."
        else:
            text = "{title}: {value} is not a whole number." if whole else "{title}: {value} is not a number."
        return self.say(text, title=title, value=quoted(value))

    def format_(self, title: str, wanted: Any, value: Any) -> str:
        point = moments.local(str(value)) if wanted == "date-time" else None
        if point is not None and (often := moments.how_often(point, self._wording.zone)) is not moments.Clock.ONCE:
            first, second = moments.twice(point, self._wording.zone)
            text = _TWICE if often is moments.Clock.TWICE else _NEVER
            return self.say(text, title=title, value=quoted(value), zone=self._wording.zone.key, first=first, second=second)
        kind = self.say(_FORMATS[wanted]) if wanted in _FORMATS else self.say("a valid {kind}", kind=wanted)
        return self.say("{title}: {value} is not {kind}.", title=title, value=quoted(value), kind=kind)


def quoted(value: Any) -> str:
    text = str(value)
    return f"“{text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + '…'}”"


def _length(value: Any) -> int:
    return len(value) if isinstance(value, (str, list, dict)) else 0


_TWICE = "{title}: {value} comes twice in {zone}, because clocks go back then. Write which one is meant: {first} or {second}."
_NEVER = "{title}: {value} does not exist in {zone}, because clocks go forward then. Choose another time."
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
    "duration": "a duration such as P3D or PT12H",
    "iban": "an IBAN: one of its characters is wrong or missing",
    "hostname": "the name of a computer such as www.example.org",
}
_BY_TEMPLATE = {
    "minimum": "{title} must be at least {limit}.",
    "maximum": "{title} must be at most {limit}.",
    "exclusiveMinimum": "{title} must be more than {limit}.",
    "exclusiveMaximum": "{title} must be less than {limit}.",
    "multipleOf": "{title} must be a multiple of {limit}.",
    "pattern": "{title} is not written in the way that is asked for.",
    "uniqueItems": "{title}: no two entries may be the same.",
    "contains": "{title} lacks an entry that is asked for.",
    "propertyNames": "{title} has an entry whose name is not allowed.",
    "enum": "{title}: choose one of the values on offer.",
    "const": "{title} must be {limit}.",
    "oneOf": "{title} must fit exactly one of the alternatives.",
    "anyOf": "{title} must fit one of the alternatives.",
    "not": "{title} has a value that is not allowed.",
}
# One and many are separate sentences, because languages differ in more than an ending.
_BY_COUNT = {
    "minLength": ("{title} must have at least 1 character.", "{title} must have at least {limit} characters."),
    "maxLength": (
        "{title} must have at most 1 character; it has {count}.", "{title} must have at most {limit} characters; it has {count}.",
    ),
    "minItems": ("{title} must have at least 1 entry.", "{title} must have at least {limit} entries."),
    "maxItems": ("{title} must have at most 1 entry.", "{title} must have at most {limit} entries."),
    "minProperties": ("{title} must have at least 1 entry.", "{title} must have at least {limit} entries."),
    "maxProperties": ("{title} must have at most 1 entry.", "{title} must have at most {limit} entries."),
}  # fmt: skip
_BUILT: dict[str, Callable[[Sentences, str, Any, Any], str]] = {"type": Sentences.type_, "format": Sentences.format_}
