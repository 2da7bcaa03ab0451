"""Which variables an expression reads."""

import ast

from baton.sandbox.expressions.functions.table import CONSTANTS, FUNCTIONS, ROOTS

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def free_names(tree: ast.AST) -> frozenset[str]:
    """The names that must come from outside: not bound by a comprehension and not a function."""
    found: set[str] = set()
    _collect(tree, frozenset(), found)
    return frozenset(found)


def _collect(node: ast.AST, bound: frozenset[str], found: set[str]) -> None:
    if isinstance(node, ast.Name):
        if node.id not in bound:
            found.add(node.id)
    elif isinstance(node, COMPREHENSIONS):
        _collect_comprehension(node, bound, found)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "isinstance":
        _collect(node.args[0], bound, found)
    else:
        skipped = _function_root(node, bound)
        for child in ast.iter_child_nodes(node):
            if child is not skipped:
                _collect(child, bound, found)


def _collect_comprehension(
    node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp, bound: frozenset[str], found: set[str]
) -> None:
    for loop in node.generators:
        _collect(loop.iter, bound, found)
        bound |= {name.id for name in ast.walk(loop.target) if isinstance(name, ast.Name)}
        for condition in loop.ifs:
            _collect(condition, bound, found)
    for part in (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,):
        _collect(part, bound, found)


def _function_root(node: ast.AST, bound: frozenset[str]) -> ast.AST | None:
    """The part of a call or a constant that names a function and therefore no variable."""
    target = node.func if isinstance(node, ast.Call) else node if isinstance(node, ast.Attribute) else None
    parts, root = [], target
    while isinstance(root, ast.Attribute):
        parts.append(root.attr)
        root = root.value
    if not isinstance(root, ast.Name) or root.id in bound or root.id not in ROOTS:
        return None
    path = ".".join([root.id, *reversed(parts)])
    if path in FUNCTIONS or path in CONSTANTS or path == "isinstance":
        return target if isinstance(node, ast.Call) else root
    return None
