"""The parts of a decision table as texts, checked for shape: every rule has a cell for every column."""

from collections.abc import Iterator
from dataclasses import dataclass

from baton.engine.dmn.document import Node, Unusable
from baton.engine.dmn.hit_policies import AGGREGATIONS, LISTS, SHORT, SINGLE


@dataclass(frozen=True)
class Clause:
    """A column: an input with its expression, or an output with its name."""

    node: Node
    name: str
    text: str
    type_ref: str | None
    allowed: str
    default: str = ""


@dataclass(frozen=True)
class Rule:
    """A row: the cell elements of its inputs and outputs."""

    node: Node
    inputs: tuple[Node, ...]
    outputs: tuple[Node, ...]


@dataclass(frozen=True)
class TableText:
    """A decision table."""

    node: Node
    policy: str
    aggregation: str | None
    inputs: tuple[Clause, ...]
    outputs: tuple[Clause, ...]
    rules: tuple[Rule, ...]


def read_table(node: Node, name: str) -> TableText:
    """The table; ``name`` is the decision's, for an output without one. Raises ``Unusable``."""
    policy, aggregation = _policy(node)
    inputs = tuple(_input(clause) for clause in node.all("input"))
    outputs = tuple(_outputs(node, name))
    if aggregation and len(outputs) > 1:
        raise Unusable("dmn-aggregation", f"COLLECT with {aggregation} needs a single output column.", node.id)
    return TableText(node, policy, aggregation, inputs, outputs, tuple(_rules(node, len(inputs), len(outputs))))


def _policy(node: Node) -> tuple[str, str | None]:
    written = (node.get("hitPolicy") or "UNIQUE").strip().upper()
    policy = SHORT.get(written, written)
    if policy not in SINGLE | LISTS:
        known = ", ".join(sorted(SINGLE | LISTS))
        raise Unusable("dmn-hit-policy", f"There is no hit policy {written!r}; use one of {known}.", node.id)
    aggregation = (node.get("aggregation") or "").strip().upper() or None
    if aggregation and (policy != "COLLECT" or aggregation not in AGGREGATIONS):
        raise Unusable("dmn-aggregation", f"The aggregation {aggregation!r} is not possible with {policy}.", node.id)
    return policy, aggregation


def _input(node: Node) -> Clause:
    expression = node.one("inputExpression")
    text = expression.text() if expression else ""
    if expression is None or not text:
        raise Unusable("dmn-input-empty", "The input column has no expression; name the variable it looks at.", node.id)
    allowed = node.one("inputValues")
    return Clause(expression, node.get("label") or text, text, expression.get("typeRef"), allowed.text() if allowed else "")


def _outputs(node: Node, name: str) -> Iterator[Clause]:
    found = list(node.all("output"))
    if not found:
        raise Unusable("dmn-no-output", "The table has no output column; add one.", node.id)
    names: set[str] = set()
    for output in found:
        own = (output.get("name") or "").strip() or (name if len(found) == 1 else "")
        if not own or own in names:
            raise Unusable("dmn-output-name", "Every output column needs a name of its own.", output.id)
        names.add(own)
        allowed, default = output.one("outputValues"), output.one("defaultOutputEntry")
        type_ref = output.get("typeRef") or (node.get("typeRef") if len(found) == 1 else None)
        yield Clause(output, own, "", type_ref, allowed.text() if allowed else "", default.text() if default else "")


def _rules(node: Node, inputs: int, outputs: int) -> Iterator[Rule]:
    for number, rule in enumerate(node.all("rule"), 1):
        cells, results = tuple(rule.all("inputEntry")), tuple(rule.all("outputEntry"))
        if (len(cells), len(results)) != (inputs, outputs):
            raise Unusable(
                "dmn-rule-shape",
                f"Rule {number} has {len(cells)} input and {len(results)} output cells; the table has {inputs} and {outputs}.",
                rule.id or node.id,
            )
        yield Rule(rule, cells, results)
