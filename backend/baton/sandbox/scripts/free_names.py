"""Which variables a script reads before it has set them itself."""

import ast
import builtins

from baton.sandbox.expressions.free_names import free_names
from baton.sandbox.scripts.prelude import NAMES

PROVIDED = frozenset(dir(builtins)) | frozenset(NAMES) | {"datetime"}


def script_reads(tree: ast.Module) -> frozenset[str]:
    """In reading order; what only one branch sets does not count as set behind the branch."""
    found: set[str] = set()
    _block(tree.body, set(), found)
    return frozenset(found - PROVIDED)


def _block(statements: list[ast.stmt], known: set[str], found: set[str]) -> set[str]:
    for statement in statements:
        _statement(statement, known, found)
    return known


def _statement(node: ast.stmt, known: set[str], found: set[str]) -> None:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        found.update(_loads(node) - known - _own(node))
        known.add(node.name)
        return
    if isinstance(node, ast.If):
        found.update(free_names(node.test) - known)
        known |= _block(node.body, set(known), found) & _block(node.orelse, set(known), found)
        return
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        found.update({node.target.id} - known)
    blocks = [value for _, value in ast.iter_fields(node) if isinstance(value, list) and value and isinstance(value[0], ast.stmt)]
    stored = {part.id for part in _shallow(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    for part in _expressions(node):
        found.update(_loads(part) - known)
    inner = known | stored
    for block in blocks:
        _block(block, set(inner), found)
    for handler in getattr(node, "handlers", []):
        _block(handler.body, inner | {handler.name or ""}, found)
    known |= stored | {
        alias.asname or alias.name.split(".")[0] for alias in getattr(node, "names", []) if isinstance(alias, ast.alias)
    }


def _expressions(node: ast.stmt) -> list[ast.AST]:
    return [child for child in ast.iter_child_nodes(node) if isinstance(child, (ast.expr, ast.withitem))]


def _shallow(node: ast.stmt) -> list[ast.AST]:
    return [part for child in _expressions(node) for part in ast.walk(child)]


def _loads(node: ast.AST) -> frozenset[str]:
    return free_names(node) - {
        part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
        and not any(isinstance(other, ast.Name) and other.id == part.id and isinstance(other.ctx, ast.Load) for other in ast.walk(node))
    }  # fmt: skip


def _own(node: ast.AST) -> set[str]:
    arguments = {part.arg for part in ast.walk(node) if isinstance(part, ast.arg)}
    return arguments | {part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
