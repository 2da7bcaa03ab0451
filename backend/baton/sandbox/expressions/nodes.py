"""How each remaining construct is evaluated: literals, boolean logic, operators, subscripts, f-strings."""

import ast
from typing import Any

from baton.domain.ports.sandbox import SandboxError
from baton.sandbox.budget import Frame
from baton.sandbox.expressions.formatting import formatted, text_of
from baton.sandbox.expressions.grammar import refuse
from baton.sandbox.expressions.operators import BINARY, COMPARE, UNARY
from baton.sandbox.expressions.scope import Closure, Scope


def constant(node: ast.Constant, scope: Scope) -> Closure:
    """Text, numbers, True, False, None."""
    value = node.value
    return lambda frame: value


def logic(node: ast.BoolOp, scope: Scope) -> Closure:
    """``and`` and ``or``: the value that decided."""
    first, *others = [scope.build(part) for part in node.values]
    stop_at = isinstance(node.op, ast.Or)

    def apply(frame: Frame) -> Any:
        value = first(frame)
        for part in others:
            if bool(value) is stop_at:
                break
            value = part(frame)
        return value

    return apply


def binary(node: ast.BinOp, scope: Scope) -> Closure:
    """``a + b``"""
    left, right, function = scope.build(node.left), scope.build(node.right), BINARY[type(node.op)]
    return lambda frame: function(frame, left(frame), right(frame))


def unary(node: ast.UnaryOp, scope: Scope) -> Closure:
    """``not a``, ``-a``"""
    operand, function = scope.build(node.operand), UNARY[type(node.op)]
    return lambda frame: function(operand(frame))


def comparison(node: ast.Compare, scope: Scope) -> Closure:
    """``a < b <= c``"""
    left = scope.build(node.left)
    steps = [(COMPARE[type(op)], scope.build(right)) for op, right in zip(node.ops, node.comparators, strict=True)]
    if len(steps) == 1:
        function, right = steps[0]
        return lambda frame: function(frame, left(frame), right(frame))

    def chain(frame: Frame) -> bool:
        value = left(frame)
        for function, right in steps:
            other = right(frame)
            if not function(frame, value, other):
                return False
            value = other
        return True

    return chain


def choice(node: ast.IfExp, scope: Scope) -> Closure:
    """``a if condition else b``"""
    test, chosen, otherwise = scope.build(node.test), scope.build(node.body), scope.build(node.orelse)
    return lambda frame: chosen(frame) if test(frame) else otherwise(frame)


def sequence(node: ast.List | ast.Tuple | ast.Set, scope: Scope) -> Closure:
    """``[a, b]``, ``(a, b)``, ``{a, b}``"""
    parts = [scope.build(part) for part in node.elts]
    if isinstance(node, ast.List):
        return lambda frame: [part(frame) for part in parts]
    if isinstance(node, ast.Set):
        return lambda frame: {part(frame) for part in parts}
    return lambda frame: tuple([part(frame) for part in parts])


def mapping(node: ast.Dict, scope: Scope) -> Closure:
    """``{"a": b}``"""
    if any(key is None for key in node.keys):
        raise refuse(node, "'**' unpacking is not allowed; name the keys")
    pairs = [(scope.build(key), scope.build(value)) for key, value in zip(node.keys, node.values, strict=True) if key]
    return lambda frame: {key(frame): value(frame) for key, value in pairs}


def subscript(node: ast.Subscript, scope: Scope) -> Closure:
    """``a[b]`` and ``a[b:c]``"""
    owner = scope.build(node.value)
    if isinstance(node.slice, ast.Slice):
        return _slice(owner, node.slice, scope)
    index = scope.build(node.slice)

    def item(frame: Frame) -> Any:
        value, key = owner(frame), index(frame)
        if isinstance(value, dict):
            if key not in value:
                raise SandboxError(f"There is no key {key!r}; there are: {', '.join(map(str, list(value)[:10])) or 'none'}.")
        elif not isinstance(value, (list, tuple, str, range)):
            raise SandboxError(f"{value!r:.40} has no items; [...] needs a list, a text or a dictionary.")
        return value[key]

    return item


def _slice(owner: Closure, node: ast.Slice, scope: Scope) -> Closure:
    bounds = [scope.build(part) if part else None for part in (node.lower, node.upper, node.step)]

    def part(frame: Frame) -> Any:
        value = owner(frame)
        if not isinstance(value, (list, tuple, str)):
            raise SandboxError("[a:b] needs a list or a text.")
        frame.sized(len(value))
        return value[slice(*(bound(frame) if bound else None for bound in bounds))]

    return part


def f_string(node: ast.JoinedStr, scope: Scope) -> Closure:
    """``f"{a:,.2f} EUR"`` with fixed formats."""
    parts = [_part(value, scope) for value in node.values]

    def join(frame: Frame) -> str:
        texts = [part(frame) for part in parts]
        frame.sized(sum(len(text) for text in texts))
        return "".join(texts)

    return join


def _part(node: ast.expr, scope: Scope) -> Closure:
    if isinstance(node, ast.Constant):
        return constant(node, scope)
    assert isinstance(node, ast.FormattedValue)
    value, spec = scope.build(node.value), _spec(node)
    if node.conversion == ord("s"):
        return lambda frame: formatted(frame, text_of(frame, value(frame)), spec)
    if node.conversion != -1:
        raise refuse(node, "!r and !a are not allowed in an f-string")
    return lambda frame: formatted(frame, value(frame), spec)


def _spec(node: ast.FormattedValue) -> str:
    parts = node.format_spec.values if isinstance(node.format_spec, ast.JoinedStr) else []
    if not all(isinstance(part, ast.Constant) for part in parts):
        raise refuse(node, "a format in an f-string must be fixed; {} inside a format is not allowed")
    return "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
