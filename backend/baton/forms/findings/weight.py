"""How much a schema grows when its references are followed, counted without following them again and again."""

from collections.abc import Iterator, Mapping
from typing import Any

from baton.forms.schema.walk import IN_PLACE, parts

MOST_FIELDS = 2_000
MOST_BRANCHES = 2_000
DEEPEST_FIELD = 10
_DEFINITIONS = ("$defs", "definitions")


class Weight:
    """Sizes of one schema. ``targets`` are the schemas that its references lead to."""

    def __init__(self, targets: Mapping[str, Any]) -> None:
        self._targets = targets
        self._known: dict[tuple[str, int], int] = {}
        self._open: set[tuple[str, int]] = set()

    def fields(self, schema: Any) -> int:
        """How many places a person could see; a reference back to where we are adds nothing."""
        return self._sum("fields", schema, places_only=False)

    def branches(self, schema: Any) -> int:
        """How many schemas are tried on one and the same value."""
        return self._sum("branches", schema, places_only=True)

    def depth(self, schema: Any) -> int:
        """How deep fields lie inside fields."""
        key = ("depth", id(schema))
        if key in self._open or not isinstance(schema, Mapping):
            return 0
        if key not in self._known:
            self._open.add(key)
            depths = [self.depth(sub) + (not in_place) for sub, in_place in self._below(schema)]
            self._open.discard(key)
            self._known[key] = max(depths, default=0)
        return self._known[key]

    def circle(self, schema: Any, trail: tuple[int, ...] = ()) -> bool:
        """Whether the same value would be looked at for ever."""
        if not isinstance(schema, Mapping) or ("calm", id(schema)) in self._known:
            return False
        if id(schema) in trail:
            return True
        found = any(self.circle(sub, (*trail, id(schema))) for sub, in_place in self._below(schema) if in_place)
        self._known[("calm", id(schema))] = 1
        return found

    def _sum(self, measure: str, schema: Any, places_only: bool) -> int:
        key = (measure, id(schema))
        if key in self._open or not isinstance(schema, Mapping):
            return 0
        if key not in self._known:
            self._open.add(key)
            below = [sub for sub, in_place in self._below(schema) if in_place or not places_only]
            self._known[key] = 1 + sum(self._sum(measure, sub, places_only) for sub in below)
            self._open.discard(key)
        return self._known[key]

    def _below(self, schema: Mapping[str, Any]) -> Iterator[tuple[Any, bool]]:
        if isinstance(schema.get("$ref"), str):
            yield self._targets.get(schema["$ref"], {}), True
        for step, sub in parts(schema):
            if step[0] not in _DEFINITIONS:
                yield sub, step[0] in IN_PLACE
