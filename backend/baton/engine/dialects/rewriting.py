"""Rewrites expressions of ours for the place where they are to stand."""

import ast
import json
from collections.abc import Set

from baton.engine.dialects.reading import Unclear
from baton.engine.timing import is_literal


def for_script(expression: str) -> str:
    """Scripts read the keys of a mapping as ``a["b"]`` only, where expressions also take ``a.b``. Raises ``Unclear``."""
    if is_literal(expression):
        return json.dumps(expression.strip())
    tree = _parsed(expression)
    if not any(isinstance(node, ast.Attribute) for node in ast.walk(tree)):
        return expression
    return ast.unparse(_Keys().visit(tree))


def in_answer(expression: str, variable: str, names: Set[str]) -> str:
    """The expression with these names read from one variable. Raises ``Unclear``."""
    return expression if is_literal(expression) else ast.unparse(_InAnswer(variable, names).visit(_parsed(expression)))


def _parsed(expression: str) -> ast.Expression:
    try:
        return ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise Unclear(f"“{expression[:40]}” is no expression") from None


class _Keys(ast.NodeTransformer):
    """Attributes become keys; methods stay."""

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """A call."""
        if isinstance(node.func, ast.Attribute):
            node.func.value = self.visit(node.func.value)
        node.args = [self.visit(one) for one in node.args]
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """``a.b``"""
        return ast.Subscript(self.visit(node.value), ast.Constant(node.attr), ast.Load())


class _InAnswer(ast.NodeTransformer):
    """Names become keys of one variable."""

    def __init__(self, variable: str, names: Set[str]) -> None:
        self._variable = variable
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """A variable."""
        if node.id not in self._names:
            return node
        return ast.Subscript(ast.Name(self._variable, ast.Load()), ast.Constant(node.id), ast.Load())
