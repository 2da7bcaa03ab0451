"""Simple scripts without a worker: assignments, ``if`` and ``pass`` over expressions, with the meaning they have in Python.

Whatever is not surely the same here and in a worker is left to the worker: the script runs there instead.
"""

import ast
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from baton.domain.ports.sandbox import SandboxError
from baton.sandbox.budget import Frame
from baton.sandbox.expressions.compiler import build, guarded
from baton.sandbox.expressions.grammar import inspect
from baton.sandbox.expressions.operators import BINARY
from baton.sandbox.expressions.scope import Closure, Scope
from baton.sandbox.scripts.runner import MAX_OUTPUT
from baton.sandbox.scripts.source import Source, read
from baton.sandbox.values import own_copy, plain

Step = Callable[[Frame], None]
MAX_STATEMENTS = 50
# Their values are the same objects in every Python; dates, sets, views and rounding are left to the worker.
FUNCTIONS = frozenset({"len", "str", "int", "float", "bool", "abs", "min", "max", "sum", "any", "all", "sorted", "list", "dict"})
METHODS = frozenset({"upper", "lower", "strip", "startswith", "endswith", "split", "get", "join", "replace", "title"})
NOT_HERE = (ast.Set, ast.SetComp, ast.JoinedStr, ast.Pow, ast.Tuple)


class NotSimple(Exception):
    """The script needs a worker."""


def run_simply(source: Source, variables: Mapping[str, Any], now: datetime) -> dict[str, Any] | None:
    """All variables after the script, or None when a worker has to run it."""
    steps = _compiled(source.text)
    if steps is None or any(name in variables for name in FUNCTIONS):
        return None
    mentioned = source.loads | source.stores
    names = {name: own_copy(variables[name]) for name in mentioned if name in variables}
    frame = Frame(names, now)
    try:
        guarded(lambda running: _run(steps, running), frame)
        changed = {name: plain(names[name]) for name in sorted(names) if _is_returned(name, names[name], source)}
    except SandboxError:
        return None
    if any(isinstance(value, (str, list, dict)) for value in changed.values()) and len(json.dumps(changed)) > MAX_OUTPUT:
        return None
    return {**variables, **changed}


def _is_returned(name: str, value: Any, source: Source) -> bool:
    return not name.startswith("_") and (name in source.stores or isinstance(value, (list, dict)))


@lru_cache(maxsize=2048)
def _compiled(text: str) -> tuple[Step, ...] | None:
    try:
        source = read(text)
        if any(name.startswith("_") or name in FUNCTIONS for name in source.stores):
            return None
        return _block(source.tree.body, Scope(build))
    except (NotSimple, SandboxError):
        return None


def _run(steps: tuple[Step, ...], frame: Frame) -> None:
    for step in steps:
        step(frame)


def _block(statements: list[ast.stmt], scope: Scope) -> tuple[Step, ...]:
    if len(statements) > MAX_STATEMENTS:
        raise NotSimple
    return tuple(_statement(statement, scope) for statement in statements)


def _statement(node: ast.stmt, scope: Scope) -> Step:
    if isinstance(node, ast.Pass):
        return lambda frame: None
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        return _assign(node.targets[0], _expression(node.value, scope), scope)
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name) and not isinstance(node.op, NOT_HERE):
        return _augmented(node.target.id, node.op, _expression(node.value, scope))
    if isinstance(node, ast.If):
        return _branch(node, scope)
    raise NotSimple


def _assign(target: ast.expr, value: Closure, scope: Scope) -> Step:
    if isinstance(target, ast.Name):
        name = target.id

        def store(frame: Frame) -> None:
            frame.names[name] = value(frame)  # type: ignore[index]

        return store
    if not isinstance(target, ast.Subscript) or isinstance(target.slice, ast.Slice):
        raise NotSimple
    owner, key = _expression(target.value, scope), _expression(target.slice, scope)

    def store_item(frame: Frame) -> None:
        item, container, index = value(frame), owner(frame), key(frame)
        if type(container) is not dict and type(container) is not list:
            raise SandboxError("Only lists and dictionaries have items that can be set.")
        container[index] = item

    return store_item


def _augmented(name: str, operator: ast.operator, value: Closure) -> Step:
    if type(operator) not in BINARY:
        raise NotSimple
    function = BINARY[type(operator)]

    def step(frame: Frame) -> None:
        current = frame.names[name]
        if not isinstance(current, (int, float, str)):
            raise SandboxError("In-place changes of lists are left to a worker.")
        frame.names[name] = function(frame, current, value(frame))  # type: ignore[index]

    return step


def _branch(node: ast.If, scope: Scope) -> Step:
    test, chosen, otherwise = _expression(node.test, scope), _block(node.body, scope), _block(node.orelse, scope)
    return lambda frame: _run(chosen if test(frame) else otherwise, frame)


def _expression(node: ast.expr, scope: Scope) -> Closure:
    inspect(node)
    called = {id(part.func) for part in ast.walk(node) if isinstance(part, ast.Call)}
    for part in ast.walk(node):
        if isinstance(part, NOT_HERE) or (isinstance(part, ast.Attribute) and id(part) not in called):
            raise NotSimple
        if isinstance(part, ast.Call) and not _same_call(part):
            raise NotSimple
    return build(node, scope)


def _same_call(node: ast.Call) -> bool:
    if node.keywords:
        return False
    if isinstance(node.func, ast.Attribute):
        return node.func.attr in METHODS
    return isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS
