"""Draft-07 spellings become 2020-12 ones, so that everything after this knows one dialect."""

from collections.abc import Mapping
from typing import Any

from baton.forms.schema.walk import LISTS, MAPS, SINGLES, everywhere

_FROM_VARIABLE = "options_from_task_data_var:"
MAY_BE_VARIABLE = ("enum", "oneOf", "anyOf")


def normalise(schema: Any) -> Any:
    """A copy of ``schema`` in the spelling of 2020-12."""
    if not isinstance(schema, Mapping):
        return schema
    copy = {key: _part(key, value) for key, value in schema.items() if key != "$schema" and not options_variable(value)}
    if isinstance(copy.get("dependencies"), dict):
        _split_dependencies(copy)
    if isinstance(copy.get("items"), list):
        copy["prefixItems"] = copy.pop("items")
        copy["items"] = copy.pop("additionalItems", True)
    return copy


def options_variable(value: Any) -> str:
    """SpiffArena's forms may take the options of a field from a variable; empty where they do not."""
    sole = value[0] if isinstance(value, list) and len(value) == 1 else None
    return sole.removeprefix(_FROM_VARIABLE) if isinstance(sole, str) and sole.startswith(_FROM_VARIABLE) else ""


def takes_options(schema: Any) -> bool:
    """Whether any field of ``schema`` takes its options from a variable."""
    return any(options_variable(part.get(word)) for _, part in everywhere(schema) for word in MAY_BE_VARIABLE)


def _part(keyword: str, value: Any) -> Any:
    if keyword in MAPS and isinstance(value, Mapping):
        return {key: normalise(sub) for key, sub in value.items()}
    if keyword in (*LISTS, "items") and isinstance(value, list):
        return [normalise(sub) for sub in value]
    return normalise(value) if keyword in SINGLES else value


def _split_dependencies(copy: dict[str, Any]) -> None:
    for key, wanted in copy.pop("dependencies").items():
        target = "dependentRequired" if isinstance(wanted, list) else "dependentSchemas"
        copy[target] = {**copy.get(target, {}), key: wanted}
