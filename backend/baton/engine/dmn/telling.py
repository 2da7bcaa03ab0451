"""Decisions as they are written, for people to read: columns, rows and what has to be given to try them."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lxml import etree

from baton.domain.ports.decisions import ColumnText, DecisionText, RuleText
from baton.engine.dmn import document as files
from baton.engine.dmn.document import Decision, Document, Node, Unusable
from baton.engine.dmn.table_text import Clause, TableText, read_table
from baton.engine.dmn.types import ItemDefinition, resolved
from baton.engine.xml import local

MOST_VALUES = 30
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_WORDS = re.compile(r"[^\W\d]\w*(?!\w*\s*\()")
_IDENTITY = frozenset({"id", "label"})


def told(root: etree._Element) -> tuple[DecisionText, ...]:
    """Every decision of the file, also those that are not evaluated here."""
    try:
        document = Document(root)
    except Unusable as problem:
        found = [Node(element) for element in root.iterchildren() if local(element) == "decision"]
        return tuple(DecisionText(node.id or "", node.get("name") or node.id or "", refused=str(problem)) for node in found)
    read = [_decision(node, document.item_definitions) for node in document.decision_nodes]
    known = {text.id: text for text in read}
    return tuple(_with_requirements(text, known) for text in read)


def _decision(node: Node, types: Mapping[str, ItemDefinition]) -> DecisionText:
    digest = hashlib.sha256(repr(_shape(node.element)).encode()).hexdigest()
    text = DecisionText(node.id or node.get("name") or "", node.get("name") or node.id or "", digest=digest)
    try:
        decision = files.decision(node)
        text = replace(text, requires=decision.requires)
        logic = files.logic(node)
        if local(logic.element) == "decisionTable":
            return _table(text, read_table(logic, decision.name), types)
        return replace(text, expression=logic.text(), asks=tuple(_given(decision, logic.text())))
    except Unusable as problem:
        return replace(text, refused=str(problem))


def _table(text: DecisionText, table: TableText, types: Mapping[str, ItemDefinition]) -> DecisionText:
    inputs = tuple(
        _column(clause, types, (rule.inputs[place].text() for rule in table.rules)) for place, clause in enumerate(table.inputs)
    )
    outputs = tuple(
        _column(clause, types, (rule.outputs[place].text() for rule in table.rules)) for place, clause in enumerate(table.outputs)
    )
    rules = tuple(
        RuleText(tuple(cell.text() for cell in rule.inputs), tuple(cell.text() for cell in rule.outputs), _annotation(rule.node))
        for rule in table.rules
    )
    return replace(
        text, policy=table.policy, aggregation=table.aggregation or "", inputs=inputs, outputs=outputs, rules=rules, asks=inputs
    )


def _column(clause: Clause, types: Mapping[str, ItemDefinition], cells: Iterable[str]) -> ColumnText:
    type_ = resolved(clause.type_ref, types)
    allowed = clause.allowed or type_.allowed or ""
    listed = _QUOTED.findall(allowed) or list(dict.fromkeys(word for cell in cells for word in _QUOTED.findall(cell)))
    label = clause.node.get("label") or clause.name
    return ColumnText(label, clause.text or clause.name, type_.kind or "", allowed, tuple(listed[:MOST_VALUES]))


def _annotation(rule: Node) -> str:
    entry = rule.one("annotationEntry")
    return (entry.text() if entry else "") or rule.text("description")


def _given(decision: Decision, text: str) -> Iterator[ColumnText]:
    """What an expression looks at: the inputs that the diagram names, else every name in it."""
    named = [
        str(required.get("href") or "").lstrip("#")
        for requirement in decision.node.all("informationRequirement")
        if (required := requirement.one("requiredInput")) is not None
    ]
    parent = decision.node.element.getparent()
    data = {node.id: node for node in Node(parent).all("inputData")} if parent is not None else {}
    types = {str(data[key].get("name") or key): data[key].one("variable") for key in named if key in data}
    names = list(types)
    words = _WORDS.findall(_QUOTED.sub("", text)) if not names and not decision.requires else []
    for name in dict.fromkeys([*names, *(word for word in words if word not in files.PLAIN_WORDS)]):
        variable = types.get(name)
        yield ColumnText(name, name, resolved(variable.get("typeRef") if variable else None, {}).kind or "")


def _with_requirements(text: DecisionText, known: Mapping[str, DecisionText]) -> DecisionText:
    """The decision with what the decisions it builds on look at, instead of their answers."""
    below = _below(text, known)
    answers = {one.name for one in below}
    asks = {column.text: column for one in (text, *below) for column in one.asks if column.text not in answers}
    digest = hashlib.sha256("".join([text.digest, *sorted(one.digest for one in below)]).encode()).hexdigest()
    return replace(text, asks=tuple(asks.values()), digest=digest)


def _below(text: DecisionText, known: Mapping[str, DecisionText]) -> list[DecisionText]:
    found: dict[str, DecisionText] = {}
    waiting = list(text.requires)
    while waiting:
        key = waiting.pop()
        if key in known and key not in found and key != text.id:
            found[key] = known[key]
            waiting += known[key].requires
    return list(found.values())


def _shape(element: etree._Element) -> tuple[object, ...]:
    """What an element says, without layout, ids and headings."""
    said = tuple(sorted((name, value) for name, value in element.items() if name not in _IDENTITY))
    return local(element), said, (element.text or "").strip(), tuple(_shape(child) for child in element.iterchildren())
