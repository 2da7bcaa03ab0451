"""What one place in the values looks like: its kind, its words, its choices, and who may write it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from baton.forms.schema.compiled import Compiled
from baton.forms.schema.merge import Schema, types
from baton.forms.schema.paths import ROOT
from baton.forms.schema.variants import Variant, alternatives, chosen, constants

MAX_DEPTH = 10
_MOST_SETTLED = 400
GROUP, ROWS, CHOICE, CHOICES, FLAG, NUMBER, TEXT, FIXED = "group", "rows", "choice", "choices", "flag", "number", "text", "fixed"


@dataclass(frozen=True, slots=True)
class Node:
    """One place before its shape is known."""

    schema: Any
    ui: Mapping[str, Any]
    path: str = ROOT
    key: str | int = ""
    required: bool = False
    read_only: bool = False
    depth: int = 0
    trail: frozenset[str] = frozenset()
    leads_to: frozenset[str] = frozenset()
    common: Mapping[str, Any] = field(default_factory=dict)  # ``ui:globalOptions``, for every place
    any_row: bool = False  # stands for all rows that are alike, see ``any_row_node``


@dataclass(frozen=True, slots=True)
class Choice:
    value: Any
    token: str
    label: str
    is_closed: bool = False  # still shown, but not to be chosen any more


@dataclass(frozen=True, slots=True)
class Shape:
    """One place as it is for the value at hand."""

    node: Node
    kind: str
    schema: Schema
    read_only: bool
    hidden: bool
    choices: tuple[Choice, ...] = ()
    variant: Variant | None = None
    below: dict[str, Node] = field(default_factory=dict, compare=False, repr=False)  # declared properties, once asked for
    words: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)  # what is said of it, once told, by language

    def option(self, name: str, default: Any = None) -> Any:
        """A setting of the ui schema, written as ``ui:name`` or inside ``ui:options``."""
        return option(self.node.ui, name, self.node.common.get(name, default))

    @property
    def named(self) -> str:
        """The title that the form gives the place, if it does."""
        return str(self.option("title") or self.schema.get("title") or "")

    @property
    def title(self) -> str:
        key = self.node.key
        return self.named or (f"Row {key + 1}" if isinstance(key, int) else key)

    @property
    def nullable(self) -> bool:
        return "null" in types(self.schema)

    @property
    def locked(self) -> bool:
        """Neither hidden nor read-only values ever come from the client."""
        return self.read_only or self.hidden

    @property
    def computed(self) -> bool:
        return bool(self.node.ui.get("ui:computed"))


def option(ui: Mapping[str, Any], name: str, default: Any = None) -> Any:
    value = ui.get(f"ui:{name}")
    if value is None and isinstance(ui.get("ui:options"), Mapping):
        value = ui["ui:options"].get(name)
    return default if value is None else value


def root(compiled: Compiled) -> Node:
    known: Shape | None = compiled.settled.get(ROOT)
    common = compiled.ui.get("ui:globalOptions")
    shared = common if isinstance(common, Mapping) else {}
    return known.node if known else Node(compiled.schema, compiled.ui, trail=frozenset(("#",)), common=shared)


def shape_of(compiled: Compiled, node: Node, value: Any, wanted: int | None = None) -> Shape:
    """The shape of ``node`` for ``value``; ``wanted`` is the alternative that the page chose."""
    known: Shape | None = compiled.settled.get(node.path)
    if known is not None and known.node is node:
        return known
    shape = _shape(compiled, node, value, wanted)
    if (node.any_row or len(compiled.settled) < _MOST_SETTLED) and _can_settle(compiled, shape):
        compiled.settled[node.path] = shape
    return shape


def is_settled(compiled: Compiled, shape: Shape) -> bool:
    """Whether the place is known to look the same whatever its value is."""
    return compiled.settled.get(shape.node.path) is shape


def _can_settle(compiled: Compiled, shape: Shape) -> bool:
    """Whether the place looks the same whatever its value is."""
    typed = any(name != "null" for name in types(shape.schema))
    return typed and shape.variant is None and compiled.is_plain(shape.node.schema)


def _shape(compiled: Compiled, node: Node, value: Any, wanted: int | None) -> Shape:
    schema, variant = chosen(compiled, compiled.effective(node.schema, value), value, wanted)
    node = _of_alternative(node, variant)
    locked = schema.get("readOnly") is True or bool(
        option(node.ui, "readonly") or option(node.ui, "disabled") or node.ui.get("ui:computed")
    )
    shape = Shape(
        node=node,
        kind=TEXT,
        schema=schema,
        read_only=node.read_only or locked,
        hidden=option(node.ui, "widget") == "hidden",
        variant=variant,
    )
    named = [name for name in types(schema) if name != "null"]
    if "array" not in named and (values := _enumerated(compiled, schema)) is not None:
        return replace(shape, kind=CHOICE, choices=_choices(shape, *values))
    return _by_type(compiled, shape, named, value)


def _of_alternative(node: Node, variant: Variant | None) -> Node:
    """The place with what its ui schema says about the alternative that is meant (``oneOf: [...]``, ``anyOf: [...]``)."""
    for word in ("oneOf", "anyOf"):
        told = node.ui.get(word)
        if variant and isinstance(told, list) and variant.index < len(told) and isinstance(told[variant.index], Mapping):
            return replace(node, ui={**node.ui, **told[variant.index]})
    return node


def _by_type(compiled: Compiled, shape: Shape, named: list[str], value: Any) -> Shape:
    if "const" in shape.schema or types(shape.schema) == ["null"]:
        return replace(shape, kind=FIXED)
    if "object" in named or (not named and (isinstance(value, Mapping) or not shape.node.path)):
        return replace(shape, kind=GROUP if shape.node.depth <= MAX_DEPTH else FIXED)
    if "array" in named:
        items = compiled.resolved(shape.schema.get("items", {}))
        values = _enumerated(compiled, items) if shape.schema.get("uniqueItems") else None
        if values is not None:
            return replace(shape, kind=CHOICES, choices=_choices(shape, *values))
        return replace(shape, kind=ROWS if shape.node.depth <= MAX_DEPTH else FIXED)
    if named == ["boolean"]:
        return replace(shape, kind=FLAG)
    return replace(shape, kind=NUMBER if named and set(named) <= {"integer", "number"} else TEXT)


def _enumerated(compiled: Compiled, schema: Schema) -> tuple[list[Any], list[str]] | None:
    if isinstance(schema.get("enum"), list):
        names = schema.get("enumNames")
        return schema["enum"], [str(name) for name in names] if isinstance(names, list) else []
    options = alternatives(compiled, schema)
    values = constants(options) if options else None
    if values is None:
        return None
    return values, [str(one.get("title", _words(value))) for one, value in zip(options, values, strict=True)]


def _words(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _choices(shape: Shape, values: list[Any], names: list[str]) -> tuple[Choice, ...]:
    given = shape.option("enumNames") or names
    named = given if isinstance(given, Mapping) else dict(enumerate(given))
    closed = shape.option("enumDisabled")
    taken: dict[str, Choice] = {}
    for index, value in enumerate(values):
        words = _words(value)
        token = words or '""'  # an empty text on offer is something else than no answer
        if token in taken:  # the text "1" beside the number 1
            token = f"{token} ({index})"
        label = str(named.get(index, named.get(words, words)))
        taken[token] = Choice(value, token, label, isinstance(closed, list) and value in closed)
    return _arranged(shape, tuple(taken.values()))


def _arranged(shape: Shape, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """In the order of ``enumOrder``, the rest where ``*`` stands or at the end."""
    wanted = shape.option("enumOrder")
    if not isinstance(wanted, list):
        return choices
    places = {_words(value): place for place, value in enumerate(wanted)}
    rest = places.get("*", len(places))
    return tuple(sorted(choices, key=lambda choice: places.get(_words(choice.value), rest)))
