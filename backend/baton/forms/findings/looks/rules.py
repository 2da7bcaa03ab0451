"""Rules of a ui schema that would never be applied."""

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator

from baton.forms.findings.looks.reach import Reach

EFFECTS = ("SHOW", "HIDE", "ENABLE", "DISABLE")
_LONGEST = 160


def wrong_with_rules(rules: Any, base: Reach, group: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with the rules of a field. ``base`` is the row or form that their paths begin in, ``group`` the way from there
    to the group that the field stands in."""
    if not isinstance(rules, list):
        yield "rules are a list"
        return
    for number, rule in enumerate(rules, 1):
        for reason in _wrong(rule, base, group):
            yield f"rule {number} {reason}"


def _wrong(rule: Any, base: Reach, group: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(rule, Mapping):
        yield "is not an object"
        return
    if rule.get("effect") not in EFFECTS:
        yield f"has the effect “{str(rule.get('effect'))[:40]}”; it can be {', '.join(EFFECTS)}"
    parts = rule.get("of")
    if not isinstance(parts, list) or not parts or not all(isinstance(part, Mapping) for part in parts):
        yield "needs “of”, a list of conditions, each with a “path” and a “schema”"
        return
    for part in parts:
        yield from _wrong_part(part, base, group)


def _wrong_part(part: Mapping[str, Any], base: Reach, group: tuple[str, ...]) -> Iterator[str]:
    path = part.get("path")
    if not isinstance(path, list) or not all(isinstance(name, str) for name in path):
        yield "has a condition whose “path” is not a list of field names"
        return
    told = ".".join(path)[:_LONGEST]
    if tuple(path[: len(group)]) != group:
        yield f"speaks of “{told}”, which does not stand in the same group as the field; it would not be applied"
    elif not _leads(base, path):
        yield f"speaks of “{told}”, which is no field"
    error = next(Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(part.get("schema", {})), None)
    if error is not None:
        yield f"has a “schema” that is none: {error.message[:_LONGEST]}"


def _leads(base: Reach, path: list[str]) -> bool:
    here: Reach | None = base
    for name in path:
        if here is None or (name not in here.names and here.takes_anything):
            return here is not None
        here = here.field(name)
    return here is not None
