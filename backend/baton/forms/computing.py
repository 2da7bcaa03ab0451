"""Computed fields (``ui:computed``): values that only the server writes, from the values around them."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from math import isfinite
from typing import Any

from baton.domain.ports.sandbox import Sandbox, SandboxError
from baton.domain.problems import Problem
from baton.forms.schema.children import alike, children
from baton.forms.schema.compiled import MISSING, Compiled
from baton.forms.schema.merge import type_of, types
from baton.forms.schema.shape import FLAG, GROUP, NUMBER, ROWS, TEXT, Node, Shape, root, shape_of

# A computed value can be part of another one; deeper chains than this nobody writes.
_ROUNDS = 4
_DIGITS = 14
# The same values must give the same result tomorrow, so no expression is told the time.
_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
_ASKS_THE_TIME = re.compile(r"\b(now|today|utcnow)\s*\(")
_NUMBERS = {"number", "integer"}
_BLANK: dict[str, Any] = {NUMBER: 0, TEXT: "", FLAG: False, ROWS: [], GROUP: {}}


def computed(compiled: Compiled, values: dict[str, Any], sandbox: Sandbox | None) -> dict[str, Any]:
    """``values`` with every computed field computed; a field that cannot be computed yet is left out."""
    if sandbox is None or not compiled.computes:
        return values
    found = values
    for _ in range(_ROUNDS):
        again = _Pass(compiled, sandbox, found).place(root(compiled), found)
        if again == found:
            break
        found = again
    return dict(found)


class _Pass:
    """One walk through the values, innermost places first."""

    def __init__(self, compiled: Compiled, sandbox: Sandbox, values: Mapping[str, Any]) -> None:
        self._compiled = compiled
        self._sandbox = sandbox
        self._top = self._readable(root(compiled), values)

    def place(self, node: Node, value: Any) -> Any:
        shape = shape_of(self._compiled, node, value)
        if shape.kind == ROWS and isinstance(value, list):
            return [self.place(below, item) for below, item in alike(shape, value)]
        if shape.kind != GROUP or not isinstance(value, Mapping):
            return value
        kept = dict(value)
        below = list(children(shape, value))
        for name, inside, item in below:
            if item is not MISSING and not inside.ui.get("ui:computed"):
                kept[str(name)] = self.place(inside, item)
        for name, inside, _ in below:
            if inside.ui.get("ui:computed"):
                self._compute(str(name), inside, (node, kept))
        return kept

    def _compute(self, name: str, node: Node, around: tuple[Node, dict[str, Any]]) -> None:
        group, values = around
        expression = str(node.ui["ui:computed"])
        known = self._top | self._readable(group, values)
        names = {name: known[name] for name in self._sandbox.reads(expression) if name in known}
        try:
            told = self._sandbox.evaluate(expression, names, _NO_TIME)
        except SandboxError:
            told = None
        result = _as_json(shape_of(self._compiled, node, MISSING), told)
        values.pop(name, None)
        if result is not None:
            values[name] = result

    def _readable(self, node: Node, value: Any) -> Any:
        """The values as an expression sees them: what is not filled in yet counts as nothing, as on paper."""
        shape = shape_of(self._compiled, node, value)
        if value is MISSING or value is None or value == "":
            value = _BLANK.get(shape.kind)
        if shape.kind == GROUP and isinstance(value, Mapping):
            return {**value, **{str(name): self._readable(below, item) for name, below, item in children(shape, value)}}
        if shape.kind == ROWS and isinstance(value, list):
            return [self._readable(below, item) for below, item in alike(shape, value)]
        return value


def _as_json(shape: Shape, value: Any) -> Any:
    """What came out as a value of the field's type, else None. Binary fractions are rounded to where they are exact."""
    if isinstance(value, (date, datetime)):
        value = value.isoformat()
    kind = type_of(value) if isinstance(value, (bool, int, float, str)) else "number" if isinstance(value, Decimal) else ""
    wanted = types(shape.schema)
    if not kind or (wanted and kind not in wanted and not (kind in _NUMBERS and _NUMBERS & set(wanted))):
        return None
    if not isinstance(value, (float, Decimal)):
        return value
    try:
        return _rounded(shape, value) if isfinite(value) else None
    except (InvalidOperation, OverflowError):
        return None


def _rounded(shape: Shape, value: float | Decimal) -> int | float:
    exact = Decimal(f"{value:.{_DIGITS}g}")
    step = shape.schema.get("multipleOf")
    if isinstance(step, (int, float)) and step > 0:
        grid = Decimal(str(step))
        exact = (exact / grid).quantize(Decimal(1), ROUND_HALF_UP) * grid
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def problems_in_expressions(ui: Any, file: str, sandbox: Sandbox, where: str = "ui") -> Iterator[Problem]:
    """Every expression of a ui schema that does not work, for deployment."""
    if isinstance(ui, list):
        for index, part in enumerate(ui):
            yield from problems_in_expressions(part, file, sandbox, f"{where}/{index}")
    if not isinstance(ui, Mapping):
        return
    if "ui:computed" in ui and (reason := _reason(ui["ui:computed"], sandbox)):
        yield Problem("form.computed", f"At {where}: the computed value {reason}", file=file, field=where)
    for key, part in ui.items():
        if not key.startswith("ui:"):
            yield from problems_in_expressions(part, file, sandbox, f"{where}/{key}")


def _reason(text: Any, sandbox: Sandbox) -> str:
    if not isinstance(text, str) or not text.strip():
        return "has no expression."
    if _ASKS_THE_TIME.search(text):
        return "must not ask for the time: the same values have to give the same result tomorrow."
    found = sandbox.check_expression(text)
    return f"does not work: {found}" if found else ""
