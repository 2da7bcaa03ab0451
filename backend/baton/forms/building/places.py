"""Where a field stands in a document: its own schema, what declares it, and what decides whether it is shown."""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from baton.domain.building import FormDocument
from baton.forms.schema.paths import join, split

_LONGEST_CHAIN = 20
_MAPS = ("dependentSchemas", "dependencies")
Gate = tuple[str, Any]


class NoSuchField(Exception):
    """The document has no field at this path."""


@dataclass(frozen=True)
class Site:
    """One set of ``properties`` of a group. ``gates`` decide whether it counts: an ``if`` that holds or does not, a field that
    is answered. ``host`` is the schema that it stands in, with its ``required``."""

    properties: dict[str, Any]
    host: dict[str, Any]
    gates: tuple[Gate, ...] = ()


@dataclass
class Spot:
    """One field. ``own`` is what is written there, ``schema`` what its reference leads to (the same where it has none)."""

    path: str
    key: str
    own: dict[str, Any]
    schema: dict[str, Any]
    ui_path: tuple[str, ...]
    group: "Spot | None" = None
    site: Site | None = None
    trail: frozenset[str] = field(default_factory=frozenset)

    @property
    def told(self) -> dict[str, Any]:
        """Everything said about the field; words beside a reference win."""
        return self.own if self.schema is self.own else {**self.schema, **{k: v for k, v in self.own.items() if k != "$ref"}}

    @property
    def is_group(self) -> bool:
        named = self.schema.get("type")
        return (
            named == "object" or (isinstance(named, list) and "object" in named) or "properties" in self.schema or not self.path
        )

    @property
    def is_rows(self) -> bool:
        named = self.schema.get("type")
        return named == "array" or (isinstance(named, list) and "array" in named) or "items" in self.schema


class Working:
    """A copy of a document that may be changed."""

    def __init__(self, document: FormDocument) -> None:
        self._document = document
        self.schema: dict[str, Any] = copy.deepcopy(dict(document.schema))
        self.ui: dict[str, Any] = copy.deepcopy(dict(document.ui))

    def done(self) -> FormDocument:
        return FormDocument(self.schema, self.ui, self._document.rest, self._document.ui_key)

    def root(self) -> Spot:
        return self._spot("", "", self.schema, ())

    def spot(self, path: str) -> Spot:
        """The field at ``path``. Raises ``NoSuchField``."""
        spot = self.root()
        for key in split(path):
            spot = self.below(spot, key)
        return spot

    def group(self, path: str) -> Spot:
        """The group at ``path``; of a table its row."""
        spot = self.spot(path)
        if spot.is_rows and not spot.is_group:
            spot = self.below(spot, "0")
        if not spot.is_group:
            raise NoSuchField(path)
        return spot

    def below(self, spot: Spot, key: str) -> Spot:
        path = join(spot.path, key)
        if spot.is_rows and not spot.is_group:
            items = spot.schema.get("items")
            if not isinstance(items, dict) or not key.isdigit():
                raise NoSuchField(path)
            return self._spot(path, key, items, (*spot.ui_path, "items"), spot)
        for site in self.sites(spot):
            if isinstance(site.properties.get(key), dict):
                return self._spot(path, key, site.properties[key], (*spot.ui_path, key), spot, site)
        raise NoSuchField(path)

    def _spot(
        self,
        path: str,
        key: str,
        own: dict[str, Any],
        ui_path: tuple[str, ...],
        group: Spot | None = None,
        site: Site | None = None,
    ) -> Spot:
        trail = group.trail if group else frozenset()
        reference = own.get("$ref")
        if isinstance(reference, str):
            if reference in trail:
                raise NoSuchField(path)
            trail |= {reference}
        return Spot(path, key, own, self.target(own), ui_path, group, site, trail)

    def target(self, schema: dict[str, Any]) -> dict[str, Any]:
        """What a chain of references inside the document leads to; an empty schema where it leads nowhere."""
        for _ in range(_LONGEST_CHAIN):
            reference = schema.get("$ref")
            if not isinstance(reference, str):
                return schema
            found = _pointed(self.schema, reference)
            if not isinstance(found, dict):
                return {}
            schema = found
        return {}

    def sites(self, spot: Spot) -> list[Site]:
        """Every place that declares fields of a group; what always counts comes first."""
        return sorted(self._sites(spot.schema, (), 0), key=lambda site: bool(site.gates))

    def _sites(self, schema: dict[str, Any], gates: tuple[Gate, ...], depth: int) -> Iterator[Site]:
        schema = self.target(schema)
        if depth > _LONGEST_CHAIN:
            return
        if isinstance(schema.get("properties"), dict):
            yield Site(schema["properties"], schema, gates)
        for host, gate in _parts(schema):
            yield from self._sites(host, (*gates, gate) if gate else gates, depth + 1)

    def hosts(self, spot: Spot) -> list[tuple[dict[str, Any], tuple[Gate, ...]]]:
        """Every schema that may ask something of the group, also where it declares no field."""
        found: list[tuple[dict[str, Any], tuple[Gate, ...]]] = []
        waiting: list[tuple[dict[str, Any], tuple[Gate, ...], int]] = [(spot.schema, (), 0)]
        while waiting:
            schema, gates, depth = waiting.pop(0)
            schema = self.target(schema)
            found.append((schema, gates))
            if depth < _LONGEST_CHAIN:
                waiting += [(host, (*gates, gate) if gate else gates, depth + 1) for host, gate in _parts(schema)]
        return found

    def ui_at(self, ui_path: tuple[str, ...], make: bool = False) -> dict[str, Any]:
        """The ui schema of a place; a loose empty one where there is none, unless it is to be made."""
        current = self.ui
        for key in ui_path:
            below = current.get(key)
            if not isinstance(below, dict):
                below = {}
                if make:
                    current[key] = below
            current = below
        return current

    def order(self, group: Spot) -> list[str]:
        """The keys of a group as the page shows them."""
        names = list(dict.fromkeys(key for site in self.sites(group) for key in site.properties))
        wanted = self.ui_at(group.ui_path).get("ui:order")
        if not isinstance(wanted, list):
            return names
        rest = [name for name in names if name not in wanted]
        found: list[str] = []
        for name in wanted:
            found += rest if name == "*" else [name] if name in names else []
        return found if "*" in wanted else found + rest

    def set_order(self, group: Spot, names: list[str]) -> None:
        """Sort the fields; a ui order is only written where the schema alone cannot say it."""
        sites = self.sites(group)
        for site in sites:
            ordered = sorted(site.properties.items(), key=lambda item: names.index(item[0]) if item[0] in names else len(names))
            site.properties.clear()
            site.properties.update(ordered)
        ui = self.ui_at(group.ui_path)
        if "ui:order" in ui or any(site.gates for site in sites):
            plain = [key for site in sites for key in site.properties]
            if "ui:order" in ui or list(dict.fromkeys(plain)) != names:
                self.ui_at(group.ui_path, make=True)["ui:order"] = list(names)


def _parts(schema: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], Gate | None]]:
    for part in schema.get("allOf", ()) if isinstance(schema.get("allOf"), list) else ():
        if isinstance(part, dict):
            yield part, None
    if "if" in schema:
        for word in ("then", "else"):
            if isinstance(schema.get(word), dict):
                yield schema[word], (word, schema["if"])
    for word in _MAPS:
        for key, part in schema[word].items() if isinstance(schema.get(word), dict) else ():
            if isinstance(part, dict):
                yield part, ("answered", key)


def _pointed(schema: Any, reference: str) -> Any:
    """What ``#/a/b`` leads to."""
    if reference == "#":
        return schema
    if not reference.startswith("#/"):
        return None
    found = schema
    for step in reference[2:].split("/"):
        step = step.replace("~1", "/").replace("~0", "~")
        if isinstance(found, Mapping):
            found = found.get(step)
        elif isinstance(found, list) and step.isdigit() and int(step) < len(found):
            found = found[int(step)]
        else:
            return None
    return found
