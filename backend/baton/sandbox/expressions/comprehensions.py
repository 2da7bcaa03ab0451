"""Comprehensions: loops over data that pay for every round, in proportion to the size of their body."""

import ast
from collections.abc import Callable, Iterator
from typing import Any

from baton.domain.ports.sandbox import SandboxError
from baton.sandbox.budget import Frame
from baton.sandbox.expressions.functions.collections import items_of
from baton.sandbox.expressions.grammar import refuse
from baton.sandbox.expressions.scope import Closure, Scope

Target = Callable[[Frame, Any], None]
Rounds = Callable[[Frame], Iterator[None]]


def comprehension(node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, scope: Scope) -> Closure:
    """A list, set, dictionary or generator built by loops."""
    inner, rounds = _loops(node.generators, scope, sum(1 for _ in ast.walk(node)) // 8)
    if isinstance(node, ast.DictComp):
        key, value = inner.build(node.key), inner.build(node.value)
        return lambda frame: {key(frame): value(frame) for _ in rounds(frame)}
    item = inner.build(node.elt)
    if isinstance(node, ast.ListComp):
        return lambda frame: [item(frame) for _ in rounds(frame)]
    if isinstance(node, ast.SetComp):
        return lambda frame: {item(frame) for _ in rounds(frame)}
    return lambda frame: (item(frame) for _ in rounds(frame))


def _loops(generators: list[ast.comprehension], scope: Scope, cost: int) -> tuple[Scope, Rounds]:
    loop, inner_loops = generators[0], generators[1:]
    values = scope.build(loop.iter)
    inner = scope.binding(_names(loop.target))
    bind = _target(loop.target, inner)
    conditions = [inner.build(condition) for condition in loop.ifs]
    innermost, more = _loops(inner_loops, inner, cost) if inner_loops else (inner, _once)

    def rounds(frame: Frame) -> Iterator[None]:
        for item in items_of(frame, values(frame)):
            frame.spend(cost)
            bind(frame, item)
            if all(condition(frame) for condition in conditions):
                yield from more(frame)

    return innermost, rounds


def _once(frame: Frame) -> Iterator[None]:
    yield None


def _names(target: ast.expr) -> list[str]:
    if isinstance(target, ast.Name):
        return [target.id]
    if isinstance(target, (ast.Tuple, ast.List)):
        return [name for part in target.elts for name in _names(part)]
    raise refuse(target, "a comprehension assigns to plain names only")


def _target(target: ast.expr, scope: Scope) -> Target:
    if isinstance(target, ast.Name):
        slot = scope.bound[target.id]

        def bind(frame: Frame, item: Any) -> None:
            frame.locals[slot] = item

        return bind
    assert isinstance(target, (ast.Tuple, ast.List))
    parts = [_target(part, scope) for part in target.elts]

    def unpack(frame: Frame, item: Any) -> None:
        values = list(items_of(frame, item))
        if len(values) != len(parts):
            raise SandboxError(f"{len(parts)} values were expected in each item, there are {len(values)}.")
        for part, value in zip(parts, values, strict=True):
            part(frame, value)

    return unpack
