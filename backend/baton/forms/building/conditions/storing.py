"""Where conditions stand in a document: a field that is shown on a condition is declared in the ``then`` that belongs to it."""

from collections.abc import Iterator
from typing import Any

from baton.domain.building import Condition
from baton.forms.building.conditions.wording import FOREIGN, condition_of, of_gates, schema_of
from baton.forms.building.places import Site, Spot, Working

_IN_PLACE = ("allOf", "anyOf", "oneOf")


def shown_when(working: Working, spot: Spot) -> Condition | None:
    """When the field is shown; None: always."""
    return of_gates(spot.site.gates) if spot.site else None


def required_when(working: Working, spot: Spot) -> Condition | None:
    """When the field is required besides its own tick; None: never."""
    if spot.group is None or spot.site is None:
        return None
    found = [gates for host, gates in working.hosts(spot.group)
             if gates and host is not spot.site.host and spot.key in _required(host)]  # fmt: skip
    return None if not found else of_gates(found[0]) if len(found) == 1 else FOREIGN


def is_required(spot: Spot) -> bool:
    return spot.site is not None and spot.key in _required(spot.site.host)


def set_required(spot: Spot, wanted: bool) -> None:
    if spot.site is None or is_required(spot) == wanted:
        return
    names = [name for name in _required(spot.site.host) if name != spot.key]
    _put(spot.site.host, [*names, spot.key] if wanted else names)


def show_when(working: Working, spot: Spot, condition: Condition | None) -> None:
    """Declare the field where the condition says, or among those that are always shown."""
    if spot.group is None or spot.site is None or shown_when(working, spot) == condition:
        return
    order, needed = working.order(spot.group), is_required(spot)
    set_required(spot, False)
    own = spot.site.properties.pop(spot.key)
    host = _branch(working, spot.group, condition) if condition else plain_site(working, spot.group).host
    host.setdefault("properties", {})[spot.key] = own
    if needed:
        _put(host, [*_required(host), spot.key])
    sweep(spot.group.schema)
    working.set_order(spot.group, order)


def require_when(working: Working, spot: Spot, condition: Condition | None) -> None:
    """Ask for the field where the condition holds."""
    if spot.group is None or spot.site is None or required_when(working, spot) == condition:
        return
    for host, gates in working.hosts(spot.group):
        if gates and host is not spot.site.host and spot.key in _required(host):
            _put(host, [name for name in _required(host) if name != spot.key])
    if condition:
        host = _branch(working, spot.group, condition)
        _put(host, [*_required(host), spot.key])
    sweep(spot.group.schema)


def forget(working: Working, group: Spot, key: str) -> list[str]:
    """Take every comparison with ``key`` out of the group's conditions; answers the fields whose conditions changed."""
    changed = []
    for name in working.order(group):
        for read, store in ((shown_when, show_when), (required_when, require_when)):
            spot = working.below(group, name)
            condition = read(working, spot)
            if condition and any(clause.field == key for clause in condition.clauses):
                left = tuple(clause for clause in condition.clauses if clause.field != key)
                store(working, spot, Condition(left, condition.match) if left else None)
                changed.append(name)
    return changed


def rename(hosts: list[dict[str, Any]], old: str, new: str) -> None:
    """Carry a new key through everything that the group says about its fields."""
    for host in hosts:
        if old in _required(host):
            host["required"] = [new if name == old else name for name in host["required"]]
        if isinstance(host.get("properties"), dict) and old in host["properties"]:
            host["properties"] = {new if key == old else key: sub for key, sub in host["properties"].items()}
        for word in ("dependentSchemas", "dependentRequired", "dependencies"):
            if isinstance(host.get(word), dict):
                host[word] = {new if key == old else key: _listed(part, old, new) for key, part in host[word].items()}
        for part in _asking(host):
            _rename_inside(part, old, new)


def _asking(host: dict[str, Any]) -> Iterator[Any]:
    yield host.get("if")
    yield host.get("not")
    for word in ("anyOf", "oneOf"):
        yield from host[word] if isinstance(host.get(word), list) else ()


def _rename_inside(schema: Any, old: str, new: str) -> None:
    if not isinstance(schema, dict):
        return
    if old in _required(schema):
        schema["required"] = [new if name == old else name for name in schema["required"]]
    if isinstance(schema.get("properties"), dict) and old in schema["properties"]:
        schema["properties"] = {new if key == old else key: sub for key, sub in schema["properties"].items()}
    for word in _IN_PLACE:
        for part in schema[word] if isinstance(schema.get(word), list) else ():
            _rename_inside(part, old, new)
    for word in ("not", "if", "then", "else"):
        _rename_inside(schema.get(word), old, new)


def _listed(part: Any, old: str, new: str) -> Any:
    return [new if name == old else name for name in part] if isinstance(part, list) else part


def _branch(working: Working, group: Spot, condition: Condition) -> dict[str, Any]:
    """The ``then`` of the condition, made where there is none yet."""
    wanted = schema_of(condition)
    holders = [group.schema, *(part for part in group.schema.get("allOf", ()) if isinstance(part, dict))]
    for holder in holders:
        if isinstance(holder.get("then"), dict) and condition_of(holder.get("if")) == condition:
            found: dict[str, Any] = holder["then"]
            return found
    made: dict[str, Any] = {}
    group.schema.setdefault("allOf", []).append({"if": wanted, "then": made})
    return made


def plain_site(working: Working, group: Spot) -> Site:
    """Where a new field of a group is declared."""
    found = next((site for site in working.sites(group) if not site.gates), None)
    if found is None:
        group.schema.setdefault("type", "object")
        found = Site(group.schema.setdefault("properties", {}), group.schema)
    return found


def sweep(schema: dict[str, Any]) -> None:
    """Branches that say nothing any more go."""
    for word in ("then", "else"):
        branch = schema.get(word)
        if isinstance(branch, dict) and not branch.get("properties", True):
            branch.pop("properties")
        if branch == {}:
            schema.pop(word)
    if "if" in schema and not {"then", "else"} & schema.keys():
        schema.pop("if")
    parts = schema.get("allOf")
    if isinstance(parts, list):
        for part in parts:
            if isinstance(part, dict):
                sweep(part)
        parts[:] = [part for part in parts if part != {}]
        if not parts:
            schema.pop("allOf")


def _required(host: dict[str, Any]) -> list[str]:
    names = host.get("required")
    return names if isinstance(names, list) else []


def _put(host: dict[str, Any], names: list[str]) -> None:
    if names:
        host["required"] = names
    else:
        host.pop("required", None)
