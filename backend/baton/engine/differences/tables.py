"""What differs between two DMN files: decisions, and in their tables columns, rules and cells."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from baton.domain.changes import Cell, Change, ChangeKind, ComparedRow, ComparedTable, Comparison
from baton.engine.differences.naming import difference, named
from baton.engine.xml import local, text_of

_ANY = "-"


@dataclass(frozen=True)
class _Table:
    """One state of a decision: its settings, its columns by id, its rules by id."""

    settings: dict[str, str]
    columns: dict[str, str]
    inputs: int
    rules: dict[str, dict[str, str]]


def compare_decisions(before: etree._Element, after: etree._Element) -> Comparison:
    """The changes in words, and every table that changed with both states in it."""
    old, new = _decisions(before), _decisions(after)
    changes: list[Change] = []
    tables: list[ComparedTable] = []
    for id in dict.fromkeys((*new, *old)):
        one, other = old.get(id), new.get(id)
        name = f"Decision “{_name(other if other is not None else one, id)}”"
        if one is None or other is None:
            changes.append(Change(ChangeKind.ADDED if one is None else ChangeKind.REMOVED, name, (), id))
        states = _table(one), _table(other)
        found = list(_differences(one, other, states)) if one is not None and other is not None else []
        if found:
            changes.append(Change(ChangeKind.CHANGED, name, tuple(found), id))
        if states[0] != states[1] and (states[0].columns or states[1].columns):
            tables.append(_compared(name, *states))
    return Comparison(tuple(changes), tuple(tables))


def _decisions(root: etree._Element) -> dict[str, etree._Element]:
    return {one.get("id", ""): one for one in root.iter(etree.Element) if local(one) == "decision"}


def _name(decision: etree._Element | None, id: str) -> str:
    return named(decision) or id if decision is not None else id


def _differences(one: etree._Element, other: etree._Element, states: tuple[_Table, _Table]) -> Iterator[str]:
    if named(one) != named(other):
        yield difference("Name", named(one) or None, named(other) or None)
    needs = _needs(one), _needs(other)
    if needs[0] != needs[1]:
        yield difference("Needs", ", ".join(needs[0]) or None, ", ".join(needs[1]) or None)
    old, new = states
    for what in dict.fromkeys((*old.settings, *new.settings)):
        if old.settings.get(what) != new.settings.get(what):
            yield difference(what, old.settings.get(what), new.settings.get(what))
    for id in dict.fromkeys((*old.columns, *new.columns)):
        if old.columns.get(id) != new.columns.get(id):
            yield difference("Column", old.columns.get(id), new.columns.get(id))
    yield from _rules(old, new)


def _rules(old: _Table, new: _Table) -> Iterator[str]:
    numbers = {id: place for place, id in enumerate(old.rules, 1)}
    for place, (id, cells) in enumerate(new.rules.items(), 1):
        if id not in old.rules:
            yield f"Rule {place} was added."
            continue
        for column in dict.fromkeys((*old.rules[id], *cells)):
            before, after = old.rules[id].get(column), cells.get(column)
            if before != after and column in old.columns and column in new.columns:
                yield f"Rule {place}, {new.columns[column]}: “{before or _ANY}” became “{after or _ANY}”."
    for id, place in numbers.items():
        if id not in new.rules:
            yield f"Rule {place} was taken away."
    kept = [id for id in new.rules if id in old.rules]
    if kept != [id for id in old.rules if id in new.rules]:
        yield "The order of the rules changed."


def _needs(decision: etree._Element) -> list[str]:
    return sorted(one.get("href", "").lstrip("#") for one in decision.iter(etree.Element) if local(one).startswith("required"))


def _table(decision: etree._Element | None) -> _Table:
    parts = [] if decision is None else [one for one in decision if local(one) in ("decisionTable", "literalExpression")]
    if not parts:
        return _Table({}, {}, 0, {})
    table = parts[0]
    if local(table) == "literalExpression":
        return _Table({"Expression": text_of(table)}, {}, 0, {})
    settings = {"Hit policy": table.get("hitPolicy", "UNIQUE")}
    if table.get("aggregation"):
        settings["Aggregation"] = table.get("aggregation", "")
    ins, outs = ([one for one in table if local(one) == tag] for tag in ("input", "output"))
    columns = {one.get("id") or f"in {place}": _input(one) for place, one in enumerate(ins)}
    columns |= {
        one.get("id") or f"out {place}": one.get("label") or one.get("name") or "Result" for place, one in enumerate(outs)
    }
    rules = {}
    for place, rule in enumerate(one for one in table if local(one) == "rule"):
        entries = [text_of(one) for tag in ("inputEntry", "outputEntry") for one in rule if local(one) == tag]
        notes = [text_of(one) for one in rule if local(one) in ("description", "annotationEntry")]
        rules[rule.get("id") or f"rule {place}"] = dict(zip(columns, entries, strict=False)) | (
            {_NOTE: " ".join(notes)} if any(notes) else {}
        )
    if any(_NOTE in cells for cells in rules.values()):
        columns[_NOTE] = "Annotation"
    return _Table(settings, columns, len(ins), rules)


_NOTE = "note"


def _input(column: etree._Element) -> str:
    expression = next((text_of(one) for one in column if local(one) == "inputExpression"), "")
    return column.get("label") or expression or "Input"


def _compared(title: str, old: _Table, new: _Table) -> ComparedTable:
    """Both states in one table: columns and rules of the new one, what is gone where it stood."""
    ids = list(dict.fromkeys((*_inputs(new), *_inputs(old), *new.columns, *old.columns)))
    rules = _merged(list(old.rules), list(new.rules))
    return ComparedTable(
        title,
        tuple(Cell(old.columns.get(id), new.columns.get(id)) for id in ids),
        len({*_inputs(new), *_inputs(old)}),
        tuple(_row(old, new, rule, ids) for rule in rules),
    )


def _inputs(table: _Table) -> list[str]:
    return list(table.columns)[: table.inputs]


def _row(old: _Table, new: _Table, rule: str, columns: list[str]) -> ComparedRow:
    before, after = old.rules.get(rule), new.rules.get(rule)
    cells = tuple(
        Cell(_cell(before, old, column), _cell(after, new, column)) for column in columns
    )  # fmt: skip
    if before is None or after is None:
        return ComparedRow(ChangeKind.ADDED if before is None else ChangeKind.REMOVED, cells)
    return ComparedRow(ChangeKind.CHANGED if any(cell.changed for cell in cells) else None, cells)


def _cell(cells: dict[str, str] | None, table: _Table, column: str) -> str | None:
    return None if cells is None or column not in table.columns else cells.get(column) or _ANY


def _merged(old: list[str], new: list[str]) -> list[str]:
    """The new order, with each rule that is gone after the one it followed."""
    merged = list(new)
    for place, id in enumerate(old):
        if id not in new:
            before = next((one for one in reversed(old[:place]) if one in merged), None)
            merged.insert(merged.index(before) + 1 if before else 0, id)
    return merged
