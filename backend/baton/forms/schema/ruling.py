"""Rules of a ui schema: fields that answers beside them hide, show, lock or open (``ui:rules``)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from jsonschema.exceptions import UnknownType

from baton.forms.rules.validators import Modern
from baton.forms.schema.paths import split
from baton.forms.schema.shape import Node

_HIDES = {"SHOW": False, "HIDE": True}
_LOCKS = {"ENABLE": False, "DISABLE": True}


def ruled(node: Node, beside: Mapping[str, Any]) -> Node:
    """The place as its rules want it for the values of the group it stands in. Rules about other groups are not applied."""
    ui = dict(node.ui)
    group = _inside_row(split(node.path)[:-1])
    for rule in node.ui["ui:rules"] if isinstance(node.ui["ui:rules"], list) else ():
        holds = _holds(rule, group, beside)
        if holds is None:
            continue
        if holds is _HIDES.get(str(rule.get("effect"))):
            ui["ui:widget"] = "hidden"
        if holds is _LOCKS.get(str(rule.get("effect"))):
            ui["ui:readonly"] = True
    return replace(node, ui=ui)


def _holds(rule: Any, group: list[str], beside: Mapping[str, Any]) -> bool | None:
    parts = rule.get("of") if isinstance(rule, Mapping) else None
    found = [_part(part, group, beside) for part in parts or () if isinstance(part, Mapping)]
    if not found or None in found:
        return None
    return any(found) if rule.get("any") else all(found)


def _part(part: Mapping[str, Any], group: list[str], beside: Mapping[str, Any]) -> bool | None:
    path = part.get("path")
    if not isinstance(path, list) or path[: len(group)] != group:
        return None
    value: Any = beside
    for name in path[len(group) :]:
        if not isinstance(value, Mapping) or name not in value:
            return False if part.get("missing") is False else _fits(part.get("schema", {}), None)
        value = value[name]
    return _fits(part.get("schema", {}), value)


def _inside_row(group: list[str]) -> list[str]:
    """Rules of a row speak of the row."""
    numbers = [place for place, step in enumerate(group) if step.isdigit()]
    return group[numbers[-1] + 1 :] if numbers else group


def _fits(schema: Any, value: Any) -> bool | None:
    try:
        return bool(Modern(schema).is_valid(value))
    except (TypeError, ValueError, LookupError, AttributeError, UnknownType):
        return None  # what is no schema rules nothing
