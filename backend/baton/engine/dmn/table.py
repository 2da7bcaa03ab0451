"""A compiled decision table: which rules match some input values, and what they answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from baton.domain.ports.decisions import Asked, DecisionError
from baton.engine.dmn.columns import Column
from baton.engine.dmn.feel.unary_tests import UnaryTest
from baton.engine.dmn.feel.words import Given, Part
from baton.engine.dmn.hit_policies import LISTS, POLICIES, Hits, Row, aggregated
from baton.engine.dmn.types import Type


@dataclass(frozen=True)
class Answer:
    """``value`` as other decisions see it, ``named`` as a caller stores it."""

    value: Any
    named: Any
    rules: tuple[int, ...]
    inputs: Mapping[str, Any]


@dataclass(frozen=True)
class Input:
    """One input column; ``text`` is its expression as written, ``whole`` whether it is declared as whole numbers."""

    name: str
    text: str
    part: Part
    type: Type
    allowed: UnaryTest | None
    column: Column
    whole: bool = False


@dataclass(frozen=True)
class Output:
    """One output column; ``priorities`` are its values, best first."""

    name: str
    type: Type
    default: Part | None
    priorities: Sequence[Any] | None


@dataclass(frozen=True)
class Table:
    """One table."""

    policy: str
    aggregation: str | None
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rows: tuple[tuple[Part, ...], ...]

    def answer(self, asked: Asked) -> Answer:
        """Evaluate. Raises ``DecisionError``."""
        given = Given(asked.variables, asked.now)
        values: dict[str, Any] = {}
        matching = (1 << len(self.rows)) - 1
        for column in self.inputs:
            given.tested = values[column.name] = _value(column, given, asked.inputs)
            matching = column.column.matching(given, matching)
        given.tested = None
        hits = Hits(_numbers(matching), lambda number: self._outputs(number, given))
        if not hits.numbers:
            return self._without_hit(given, values)
        chosen = POLICIES[self.policy](hits, [output.priorities for output in self.outputs])
        value, named = self._shaped(chosen.rows)
        return Answer(value, named, tuple(chosen.numbers), values)

    def marks(self, asked: Asked) -> tuple[tuple[bool | None, ...], ...]:
        """For each rule which of its input cells match; None where the column cannot be asked."""
        columns = [_matched(column, asked, (1 << len(self.rows)) - 1) for column in self.inputs]
        return tuple(tuple(None if bits is None else bool(bits >> row & 1) for bits in columns) for row in range(len(self.rows)))

    def _outputs(self, number: int, given: Given) -> Row:
        cells = self.rows[number - 1]
        return tuple(
            output.type.accepted(cell.run(given), f"Output {output.name!r} of rule {number}", ANY_KIND)
            for output, cell in zip(self.outputs, cells, strict=True)
        )

    def _shaped(self, rows: Sequence[Row]) -> tuple[Any, Any]:
        names = [output.name for output in self.outputs]
        if len(names) > 1:
            found = [dict(zip(names, row, strict=True)) for row in rows]
            value = found if self.policy in LISTS and not self.aggregation else found[0]
            return value, value
        column = [row[0] for row in rows]
        if self.aggregation:
            value = aggregated(self.aggregation, column)
        else:
            value = column if self.policy in LISTS else column[0]
        return value, {names[0]: value}

    def _without_hit(self, given: Given, values: Mapping[str, Any]) -> Answer:
        if any(output.default for output in self.outputs):
            row = tuple(output.default.run(given) if output.default else None for output in self.outputs)
            value, named = self._shaped([row])
            return Answer(value, named, (), values)
        if self.aggregation == "COUNT":
            return Answer(0, {self.outputs[0].name: 0}, (), values)
        if self.policy in LISTS and not self.aggregation:
            # what a caller reads as a list afterwards is an empty list, not a variable that is missing
            return Answer(None, {output.name: [] for output in self.outputs}, (), values)
        return Answer(None, None, (), values)


ANY_KIND = frozenset({"string", "number", "boolean", "list", "context"})


def _matched(column: Input, asked: Asked, rows: int) -> int | None:
    given = Given(asked.variables, asked.now)
    try:
        given.tested = _value(column, given, asked.inputs)
        return column.column.matching(given, rows)
    except DecisionError:
        return None


def _value(column: Input, given: Given, known: Mapping[str, Any]) -> Any:
    place = f"Input {column.name!r}"
    raw = known[column.text] if column.text in known else column.part.run(given)
    value = column.type.accepted(raw, place, column.column.kinds)
    column.column.require_fit(value, place)
    if column.allowed is not None and column.allowed.check is not None and value is not None:
        given.tested = value
        if not column.allowed.check(given):
            raise DecisionError(f"{place} is {value!r:.60}, which is not one of its allowed values.")
    return value


def _numbers(bits: int) -> list[int]:
    numbers = []
    while bits:
        lowest = bits & -bits
        numbers.append(lowest.bit_length())
        bits ^= lowest
    return numbers
