"""Scopes of JSON Forms: JSON pointers into the schema, as the names that lead to a value."""

from typing import Any
from urllib.parse import unquote


def pointed(scope: Any) -> tuple[str, ...]:
    """The names of the fields that lead to the scope; empty where it is no field."""
    return tuple(steps_of(scope) or ())


def steps_of(scope: Any) -> list[str] | None:
    """``#/properties/a/properties/b`` as ``["a", "b"]``, ``#`` as the whole value; None for anything else."""
    if not isinstance(scope, str):
        return None
    parts = scope.removeprefix("#").removeprefix("/").split("/") if scope not in ("#", "", "#/") else []
    if len(parts) % 2 or any(word != "properties" for word in parts[::2]):
        return None
    return [unquote(name).replace("~1", "/").replace("~0", "~") for name in parts[1::2]]
