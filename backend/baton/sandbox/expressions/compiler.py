"""From the text of an expression to a closure: compiled once, cached, safe to run in many threads at a time."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from baton.domain.ports.sandbox import SandboxError
from baton.sandbox.budget import Frame
from baton.sandbox.expressions import calls, comprehensions, nodes
from baton.sandbox.expressions.free_names import free_names
from baton.sandbox.expressions.grammar import parse, refuse
from baton.sandbox.expressions.scope import Closure, Scope
from baton.sandbox.values import own_copy

BUILDERS: dict[type[ast.expr], Callable[[Any, Scope], Closure]] = {
    ast.Constant: nodes.constant,
    ast.Name: calls.name,
    ast.Attribute: calls.attribute,
    ast.Call: calls.call,
    ast.BoolOp: nodes.logic,
    ast.BinOp: nodes.binary,
    ast.UnaryOp: nodes.unary,
    ast.Compare: nodes.comparison,
    ast.IfExp: nodes.choice,
    ast.List: nodes.sequence,
    ast.Tuple: nodes.sequence,
    ast.Set: nodes.sequence,
    ast.Dict: nodes.mapping,
    ast.Subscript: nodes.subscript,
    ast.JoinedStr: nodes.f_string,
    ast.ListComp: comprehensions.comprehension,
    ast.SetComp: comprehensions.comprehension,
    ast.DictComp: comprehensions.comprehension,
}


@dataclass(frozen=True)
class Expression:
    """One compiled expression."""

    closure: Closure
    reads: frozenset[str]

    def evaluate(self, variables: Mapping[str, Any], now: datetime) -> Any:
        """Its value, sharing nothing with the variables."""
        return own_copy(guarded(self.closure, Frame(variables, now)))


def build(node: ast.expr, scope: Scope) -> Closure:
    """The closure of one part."""
    builder = BUILDERS.get(type(node))
    if builder is None:
        raise refuse(node, "write a list here: [... for ... in ...]")
    return builder(node, scope)


def guarded(closure: Closure, frame: Frame) -> Any:
    """Run; whatever Python objects to becomes a message for the designer."""
    try:
        return closure(frame)
    except SandboxError:
        raise
    except RecursionError:
        raise SandboxError("The expression is nested too deeply.") from None
    except (ArithmeticError, AttributeError, LookupError, MemoryError, TypeError, ValueError) as problem:
        raise SandboxError(f"{type(problem).__name__}: {str(problem)[:300]}") from None


@lru_cache(maxsize=8192)
def _outcome(text: str) -> Expression | str:
    try:
        tree = parse(text)
        return Expression(build(tree, Scope(build)), free_names(tree))
    except SandboxError as problem:
        return str(problem)


def compiled(text: str) -> Expression:
    """The expression; refusals are remembered as well."""
    outcome = _outcome(text)
    if isinstance(outcome, str):
        raise SandboxError(outcome)
    return outcome
