"""Conditions on the page: rows of field, comparison and value, with one empty row to go on with."""

from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from baton.domain.building import Clause, Condition, Operand, Panel

EFFECTS = {"show": "Show only when", "require": "Required only when"}
MOST_ROWS = 20


@dataclass(frozen=True)
class Row:
    """One clause as the page shows it. ``operand`` is None in the empty row."""

    number: int
    field: str
    operator: str
    value: str
    operand: Operand | None


@dataclass(frozen=True)
class ConditionView:
    effect: str
    title: str
    match: str
    rows: tuple[Row, ...]
    foreign: bool
    problem: str
    operands: tuple[Operand, ...]


def posted(form: MultiDict[str, str], effect: str) -> Condition | None:
    """What the page says; rows without a field do not count."""
    clauses = []
    for number in range(MOST_ROWS):
        name = form.get(f"{effect}.field.{number}", "")
        if name:
            clauses.append(Clause(name, form.get(f"{effect}.operator.{number}", ""), form.get(f"{effect}.value.{number}", "")))
    match = "any" if form.get(f"{effect}.match") == "any" else "all"
    return Condition(tuple(clauses), match) if clauses else None


def completed(condition: Condition | None, operands: tuple[Operand, ...]) -> Condition | None:
    """A row that was only begun asks for the first thing that makes sense, so that it can be stored at once."""
    known = {one.key: one for one in operands}
    if condition is None:
        return None
    return Condition(tuple(_begun(clause, known.get(clause.field)) for clause in condition.clauses), condition.match)


def _begun(clause: Clause, operand: Operand | None) -> Clause:
    if operand is None or clause.operator in dict(operand.operators):
        return clause
    if operand.choices:
        return Clause(clause.field, operand.operators[0][0], operand.choices[0][0])
    return Clause(clause.field, "answered")


def without(condition: Condition | None, number: int) -> Condition | None:
    clauses = tuple(one for index, one in enumerate(condition.clauses) if index != number) if condition else ()
    return Condition(clauses, condition.match) if condition and clauses else None


def view(panel: Panel, effect: str, left: dict[str, Any]) -> ConditionView:
    """As stored, or as it was left where it could not be."""
    stored = panel.shown_when if effect == "show" else panel.required_when
    condition, problem = left.get(effect, (stored, ""))
    operands = {one.key: one for one in panel.operands}
    clauses = condition.clauses if condition else ()
    rows = [Row(n, one.field, one.operator, _text(one.value), operands.get(one.field)) for n, one in enumerate(clauses)]
    foreign = bool(condition and condition.foreign)
    empty = () if foreign else (Row(len(rows), "", "", "", None),)
    return ConditionView(
        effect, EFFECTS[effect], condition.match if condition else "all", (*rows, *empty), foreign, problem, panel.operands
    )


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
