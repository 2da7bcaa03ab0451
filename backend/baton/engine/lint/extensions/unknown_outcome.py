"""A condition that asks for an outcome nobody can choose is mostly a typing mistake."""

import ast
from collections.abc import Iterator

from baton.domain.problems import WARNING
from baton.engine.lint.model import Model, condition_of
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BATON

SENTENCE = "The {name} asks for the outcome “{value}”, but tasks only offer {offered}; correct one of them."


@rule("unknown-outcome", SENTENCE, WARNING)
def unknown_outcome(model: Model) -> Iterator[Hit]:
    for process in model.processes:
        offered = sorted({box.get("value", "") for box in process.iter(f"{{{BATON}}}outcome")})
        for flow in model.flows if offered else ():
            if process not in flow.iterancestors():
                continue
            for value in _asked(condition_of(flow) or ""):
                if value not in offered:
                    yield hit(flow, value=value, offered=", ".join(offered))


def _asked(condition: str) -> Iterator[str]:
    """The texts that the variable ``outcome`` is compared with."""
    try:
        tree = ast.parse(condition, mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name) and node.left.id == "outcome":
            for part in ast.walk(ast.Tuple(node.comparators, ast.Load())):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value
