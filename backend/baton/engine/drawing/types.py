"""What kind of value a variable holds, in words, read from forms, decision tables and scripts."""

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from baton.engine.lint.variables.writes import PARTS
from baton.engine.xml import BadXml, local, parse_xml, text_of

_SCHEMA = {
    "string": "text",
    "number": "number",
    "integer": "whole number",
    "boolean": "yes or no",
    "array": "list",
    "object": "group",
}
_FORMATS = {"date": "date", "date-time": "date and time", "time": "time"}
DECISION_TYPES = {
    "string": "text", "number": "number", "integer": "whole number", "long": "whole number", "double": "number",
    "boolean": "yes or no", "date": "date", "dateTime": "date and time", "time": "time",
}  # fmt: skip
_CONSTANTS = {str: "text", bool: "yes or no", int: "whole number", float: "number"}
_CALLS = {"str": "text", "int": "whole number", "float": "number", "round": "number", "sum": "number", "len": "whole number"}
_CALLS |= {"list": "list", "sorted": "list", "today": "date", "now": "date and time", "bool": "yes or no", "dict": "group"}


@dataclass(frozen=True)
class Kind:
    """The word for a kind of value, if it is known, and the only values that it takes, if it is a choice."""

    words: str | None = None
    values: tuple[str, ...] = ()

    def joined(self, other: "Kind") -> "Kind":
        """What is true of both, when two places write a variable."""
        if self.words is None or other.words is None:
            return self if other.words is None else other
        if {self.words, other.words} == {"number", "whole number"}:
            return Kind("number")
        if self.words != other.words:
            return Kind()
        return Kind(self.words, tuple(dict.fromkeys((*self.values, *other.values))) if self.values and other.values else ())


@dataclass(frozen=True)
class Parts:
    """The texts that a decision evaluates, and the variables that its answer becomes."""

    inputs: tuple[str, ...] = ()
    outputs: tuple[tuple[str, Kind], ...] = ()


def form_kinds(files: Mapping[str, bytes], name: str | None, read_only: bool = False) -> dict[str, Kind]:
    """The fields of a form that people fill in, or those they only read; none when it cannot be read, which the check says."""
    content = files.get(name) if name else None
    try:
        told = json.loads(content) if content else {}
    except (ValueError, RecursionError):
        return {}
    schema = told.get("schema", told) if isinstance(told, dict) else {}
    return dict(_fields(schema, read_only)) if isinstance(schema, dict) else {}


def _fields(schema: Mapping[str, Any], read_only: bool) -> Iterator[tuple[str, Kind]]:
    properties = schema.get("properties")
    for name, one in properties.items() if isinstance(properties, dict) else ():
        if isinstance(one, dict) and bool(one.get("readOnly")) is not read_only:
            continue
        yield name, _kind(one) if isinstance(one, dict) else Kind()
    for key in PARTS:
        part = schema.get(key)
        parts = part if isinstance(part, list) else [*part.values(), part] if isinstance(part, dict) else []
        for one in parts:
            if isinstance(one, dict):
                yield from _fields(one, read_only)


def _kind(schema: Mapping[str, Any]) -> Kind:
    type_ = schema.get("type")
    names = [name for name in type_ if name != "null"] if isinstance(type_, list) else [type_]
    words = _SCHEMA.get(str(names[0])) if names else None
    if words == "text":
        words = _FORMATS.get(str(schema.get("format")), words)
    offered = schema.get("enum") or [one.get("const") for key in ("oneOf", "anyOf") for one in _dicts(schema.get(key))]
    values = tuple(value for value in offered if isinstance(value, str)) if isinstance(offered, list) else ()
    return Kind(words or ("text" if values else None), values)


def _dicts(values: Any) -> Iterator[dict[str, Any]]:
    yield from (one for one in values if isinstance(one, dict)) if isinstance(values, list) else ()


@lru_cache(maxsize=512)
def script_kinds(text: str) -> Mapping[str, Kind]:
    """What plain assignments of a script say about the names they set."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return {}
    found: dict[str, Kind] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            kind = Kind(_word(node.value))
            name = node.targets[0].id
            found[name] = found[name].joined(kind) if name in found else kind
    return found


def _word(value: ast.expr) -> str | None:
    if isinstance(value, ast.Constant):
        return _CONSTANTS.get(type(value.value))
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return _CALLS.get(value.func.id)
    words = {ast.JoinedStr: "text", ast.List: "list", ast.ListComp: "list", ast.Dict: "group", ast.Compare: "yes or no"}
    return words.get(type(value))


def decision_parts(files: Mapping[str, bytes], decision: str) -> Parts:
    """What the decision asks and answers; nothing when it is not a table of the files."""
    for name, content in files.items():
        if name.endswith(".dmn"):
            found = _tables(content).get(decision)
            if found:
                return found
    return Parts()


@lru_cache(maxsize=64)
def _tables(content: bytes) -> Mapping[str, Parts]:
    try:
        root = parse_xml(content, "decision.dmn")
    except BadXml:
        return {}
    return {one.get("id", ""): _parts(one) for one in root if local(one) == "decision"}


def _parts(decision: etree._Element) -> Parts:
    for table in decision:
        if local(table) == "decisionTable":
            inputs = tuple(text_of(one) for one in table.iter() if local(one) == "inputExpression")
            outputs = tuple(_output(table, one, decision) for one in table if local(one) == "output")
            return Parts(inputs, outputs)
    return Parts()


def _output(table: etree._Element, output: etree._Element, decision: etree._Element) -> tuple[str, Kind]:
    name = output.get("name") or decision.get("id", "")
    values = tuple(dict.fromkeys(_entries(table, [one for one in table if local(one) == "output"].index(output))))
    words = DECISION_TYPES.get(output.get("typeRef", "").rpartition(":")[2])
    return name, Kind(words, values if words == "text" and len(values) <= 20 else ())


def _entries(table: etree._Element, column: int) -> Iterator[str]:
    for rule in table:
        if local(rule) == "rule":
            cells = [text_of(one) for one in rule if local(one) == "outputEntry"]
            if column < len(cells) and cells[column][:1] == cells[column][-1:] == '"':
                yield cells[column][1:-1]
