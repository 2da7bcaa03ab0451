"""Gives a variable another name in designers' text: found by parsing, replaced where it stands, checked by parsing again."""

import ast
from collections.abc import Iterator

from baton.domain.ports.sandbox import SandboxError
from baton.sandbox.expressions.free_names import COMPREHENSIONS

_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def renamed(text: str, old: str, new: str) -> str:
    """``text`` with the variable ``old`` called ``new``; names that only look alike (keys, attributes, words inside quotes, names
    that a function or a comprehension keeps for itself) stay. Raises ``SandboxError`` where that cannot be done safely."""
    lines, margin, tree = _parsed(text)
    names = list(_free(tree, old, frozenset()))
    if _mentions(tree, new):
        raise SandboxError(f"it has a name “{new}” of its own already")
    for node in sorted(names, key=lambda node: (node.lineno, node.col_offset), reverse=True):
        line = lines[node.lineno - 1].encode()
        start = node.col_offset + margin[node.lineno - 1]
        if line[start : start + len(old)] != old.encode():
            raise SandboxError("the name stands inside a text in braces")
        lines[node.lineno - 1] = (line[:start] + new.encode() + line[start + len(old.encode()) :]).decode()
    found = "".join(lines)
    for node in names:
        node.id = new
    if ast.dump(_parsed(found)[2]) != ast.dump(tree):
        raise SandboxError("it is written in a way that cannot be changed safely")
    return found


def _parsed(text: str) -> tuple[list[str], list[int], ast.AST]:
    """The lines, how many bytes of each the parser did not see, and the tree."""
    lines = text.splitlines(keepends=True)
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    indent = [len(line) - len(line.lstrip(" \t")) for line in lines]
    common = min((indent[index] for index, line in enumerate(lines) if line.strip()), default=0)
    alone = sum(1 for line in lines if line.strip()) == 1
    cut = [indent[index] if alone and index == first else min(common, indent[index]) for index in range(len(lines))]
    margin = [cut[index] if line.strip() else 0 for index, line in enumerate(lines)]
    bare = "".join(line[cut:] for line, cut in zip(lines, margin, strict=True))
    try:
        return lines, margin, ast.parse(bare)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise SandboxError("it cannot be read") from None


def _mentions(tree: ast.AST, name: str) -> bool:
    return any(
        name in (getattr(node, "id", None), getattr(node, "arg", None), getattr(node, "name", None)) for node in ast.walk(tree)
    )


def _free(node: ast.AST, name: str, hidden: frozenset[str]) -> Iterator[ast.Name]:
    """Every place that means the variable and not something of the same name."""
    if isinstance(node, ast.Name):
        if node.id == name and name not in hidden:
            yield node
        return
    if isinstance(node, (ast.Global, ast.Nonlocal)) and name in node.names:
        raise SandboxError(f"a function declares “{name}” global")
    if name in (getattr(node, "name", None), getattr(node, "rest", None)) and not isinstance(node, ast.arg):
        raise SandboxError(f"“{name}” is the name of something else there")
    if isinstance(node, COMPREHENSIONS):
        hidden |= {part.id for loop in node.generators for part in ast.walk(loop.target) if isinstance(part, ast.Name)}
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        hidden |= _own(node)
    for child in ast.iter_child_nodes(node):
        yield from _free(child, name, hidden)


def _own(function: _Function) -> set[str]:
    given = {part.arg for part in ast.walk(function.args) if isinstance(part, ast.arg)}
    stored = {part.id for part in ast.walk(function) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    return given | stored
