"""Compiles the texts of a table; every text that cannot be read becomes a problem of its own, all at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from baton.domain.problems import ERROR, WARNING, Problem, TablePlace
from baton.engine.dmn.cells import Cells, Refused
from baton.engine.dmn.columns import Column
from baton.engine.dmn.document import Node, Unusable
from baton.engine.dmn.feel.unary_tests import ANYTHING, UnaryTest
from baton.engine.dmn.feel.values import kind
from baton.engine.dmn.feel.words import Part, fixed
from baton.engine.dmn.table import Input, Output, Table
from baton.engine.dmn.table_text import Clause, TableText
from baton.engine.dmn.types import ItemDefinition, Type, resolved

T = TypeVar("T")
MAX_RULES = 10_000


class Builder:
    """Builds one table and collects what is wrong with it; ``cells_for`` gives the languages of one element."""

    def __init__(self, cells_for: Callable[[Node], Cells], definitions: Mapping[str, ItemDefinition], decision: str = "") -> None:
        self._cells_for = cells_for
        self._definitions = definitions
        self._decision = decision
        self._places: dict[Any, TablePlace] = {}
        self.problems: list[Problem] = []

    def table(self, text: TableText) -> Table:
        """The table; look at ``problems`` before using it."""
        if len(text.rules) > MAX_RULES:
            raise Unusable("dmn-too-many-rules", f"The table has more than {MAX_RULES} rules; split it.", text.node.id)
        self._places = dict(_places(text, self._decision))
        return Table(
            policy=text.policy,
            aggregation=text.aggregation,
            inputs=tuple(
                self._input(clause, [rule.inputs[index] for rule in text.rules]) for index, clause in enumerate(text.inputs)
            ),
            outputs=tuple(self._output(clause, text) for clause in text.outputs),
            rows=tuple(
                tuple(self._entry(cell, clause) for cell, clause in zip(rule.outputs, text.outputs, strict=True))
                for rule in text.rules
            ),
        )

    def _problem(self, rule: str, message: str, node: Node, level: str = ERROR) -> None:
        self.problems.append(Problem(rule, message, element_id=node.id, level=level, table=self._places.get(node.element)))

    def _read(self, node: Node, fallback: T, read: Callable[[Cells], T]) -> T:
        try:
            return read(self._cells_for(node))
        except Refused as problem:
            self._problem("dmn-expression", str(problem), node)
        except Unusable as problem:
            self.problems.append(problem.problem)
        return fallback

    def _input(self, clause: Clause, nodes: Sequence[Node]) -> Input:
        part = self._read(clause.node, fixed(None), lambda cells: cells.input_expression(clause.text))
        tests = [self._test(node) for node in nodes]
        column = Column([node.text() for node in nodes], tests)
        type_ = resolved(clause.type_ref, self._definitions)
        allowed = clause.allowed or type_.allowed or ""
        test = self._read(clause.node, ANYTHING, lambda cells: cells.test(allowed)) if allowed else None
        for cell, one in zip(nodes, tests, strict=True):
            self._warn_about_kinds(clause, type_, cell, one)
        whole = (clause.type_ref or "").rpartition(":")[2].strip() in ("integer", "long")
        return Input(clause.name, clause.text, part, type_, test, column, whole)

    def _test(self, node: Node) -> UnaryTest:
        return self._read(node, ANYTHING, lambda cells: cells.test(node.text()))

    def _warn_about_kinds(self, clause: Clause, type_: Type, cell: Node, test: UnaryTest) -> None:
        odd = test.kinds - {type_.kind, "unknown", "string", "list"}
        if type_.kind in ("string", "number", "boolean") and odd:
            found = " and ".join(sorted(odd))
            message = f"The column {clause.name!r} is declared as {type_.kind}, but {cell.text()} compares it with a {found}."
            self._problem("dmn-type", message, cell, WARNING)

    def _output(self, clause: Clause, text: TableText) -> Output:
        type_ = resolved(clause.type_ref, self._definitions)
        allowed = clause.allowed or type_.allowed or ""
        test = self._read(clause.node, ANYTHING, lambda cells: cells.test(allowed)) if allowed else ANYTHING
        priorities = None if test.literals is None else list(test.literals)
        if text.policy in ("PRIORITY", "OUTPUT ORDER"):
            self._require_priorities(clause, text, priorities, test)
        default = clause.default and self._read(clause.node, fixed(None), lambda cells: cells.expression(clause.default))
        return Output(clause.name, type_, default or None, priorities)

    def _require_priorities(self, clause: Clause, text: TableText, priorities: list[Any] | None, test: UnaryTest) -> None:
        if priorities is None and (clause is text.outputs[0] or test.check is not None):
            message = f"{text.policy} needs the values of output {clause.name!r}, best first, as text or numbers."
            self._problem("dmn-output-values", message, clause.node)

    def _entry(self, node: Node, clause: Clause) -> Part:
        text = node.text()
        if text in ("", "-"):
            return fixed(None)
        part = self._read(node, fixed(None), lambda cells: cells.expression(text))
        wanted = resolved(clause.type_ref, self._definitions).kind
        if part.literal and part.value is not None and wanted in ("number", "boolean") and kind(part.value) != wanted:
            message = f"The output {clause.name!r} is declared as {wanted}; {text} is a {kind(part.value)}."
            self._problem("dmn-type", message, node, WARNING)
        return part


def _places(text: TableText, decision: str) -> Iterator[tuple[Any, TablePlace]]:
    """Where each cell and each column of the table stands, by its element."""
    for column, clause in enumerate((*text.inputs, *text.outputs), 1):
        yield clause.node.element, TablePlace(decision, (), column)
    for number, rule in enumerate(text.rules, 1):
        for column, cell in enumerate((*rule.inputs, *rule.outputs), 1):
            yield cell.element, TablePlace(decision, (number,), column)
