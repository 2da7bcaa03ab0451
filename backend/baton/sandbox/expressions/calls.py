"""Names, attributes and calls: what a name means, and which functions and methods may be called."""

import ast
from typing import Any

from baton.domain.ports.sandbox import SandboxError
from baton.sandbox.budget import Frame
from baton.sandbox.expressions import attributes
from baton.sandbox.expressions.comprehensions import comprehension
from baton.sandbox.expressions.functions.collections import CONSUMERS
from baton.sandbox.expressions.functions.table import CONSTANTS, FUNCTIONS, ROOTS, TYPES
from baton.sandbox.expressions.grammar import refuse
from baton.sandbox.expressions.scope import Closure, Scope


def name(node: ast.Name, scope: Scope) -> Closure:
    """A local name of a comprehension, else a variable."""
    wanted = node.id
    if wanted in scope.bound:
        slot = scope.bound[wanted]
        return lambda frame: frame.locals[slot]

    def variable(frame: Frame) -> Any:
        try:
            return frame.names[wanted]
        except KeyError:
            hint = f" {wanted} is a function; call it: {wanted}(...)." if wanted in ROOTS else ""
            raise SandboxError(f"There is no variable {wanted!r}.{hint}") from None

    return variable


def attribute(node: ast.Attribute, scope: Scope) -> Closure:
    """``a.b``: a constant such as ``timezone.utc``, else a key or a field of a value."""
    wanted = node.attr
    constant = CONSTANTS.get(dotted(node, scope))
    if constant is not None:
        return lambda frame: constant
    value = scope.build(node.value)
    return lambda frame: attributes.read(value(frame), wanted)


def dotted(node: ast.expr, scope: Scope) -> str:
    """``a.b.c`` as text where it consists of names only and begins with none that is local, else nothing."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id in scope.bound:
        return ""
    return ".".join([node.id, *reversed(parts)])


def call(node: ast.Call, scope: Scope) -> Closure:
    """A function of the table, or a method of a value."""
    path = dotted(node.func, scope)
    if path == "isinstance":
        return _isinstance(node, scope)
    consumes = path in CONSUMERS or (isinstance(node.func, ast.Attribute) and node.func.attr == "join")
    values = [_argument(argument, scope, consumes) for argument in node.args]
    named = {str(keyword.arg): scope.build(keyword.value) for keyword in node.keywords}
    if path in FUNCTIONS:
        return _function(path, values, named)
    if isinstance(node.func, ast.Attribute):
        return _method(node.func, scope, values, named)
    known = ", ".join(sorted(other for other in FUNCTIONS if "." not in other))
    raise refuse(node, f"there is no function {path or ast.unparse(node.func)[:40]!r}; there are: {known}")


def _argument(node: ast.expr, scope: Scope, consumes: bool) -> Closure:
    # Only functions that use a generator up at once may get one: it could otherwise outlive the names it reads.
    if isinstance(node, ast.GeneratorExp) and consumes:
        return comprehension(node, scope)
    return scope.build(node)


def _function(path: str, values: list[Closure], named: dict[str, Closure]) -> Closure:
    function, root = FUNCTIONS[path], path.split(".")[0]

    def apply(frame: Frame) -> Any:
        if root in frame.names:
            raise SandboxError(f"{root!r} is a variable here and hides the function; rename the variable.")
        return function(frame, *[value(frame) for value in values], **{key: value(frame) for key, value in named.items()})

    return apply


def _method(func: ast.Attribute, scope: Scope, values: list[Closure], named: dict[str, Closure]) -> Closure:
    wanted, owner = func.attr, scope.build(func.value)
    if wanted not in attributes.METHOD_NAMES:
        raise refuse(func, f"the method {wanted!r} may not be called; there are: {', '.join(sorted(attributes.METHOD_NAMES))}")

    def apply(frame: Frame) -> Any:
        value = owner(frame)
        arguments = [argument(frame) for argument in values]
        return attributes.method(value, wanted)(frame, value, *arguments, **{key: item(frame) for key, item in named.items()})

    return apply


def _isinstance(node: ast.Call, scope: Scope) -> Closure:
    if len(node.args) != 2 or node.keywords:
        raise refuse(node, "isinstance() takes a value and a type")
    wanted = node.args[1]
    names = [dotted(item, scope).split(".")[-1] for item in (wanted.elts if isinstance(wanted, ast.Tuple) else [wanted])]
    if not names or any(item not in TYPES for item in names):
        raise refuse(node, f"isinstance() knows these types: {', '.join(TYPES)}")
    value, kinds = scope.build(node.args[0]), tuple(TYPES[item] for item in names)
    return lambda frame: isinstance(value(frame), kinds)
