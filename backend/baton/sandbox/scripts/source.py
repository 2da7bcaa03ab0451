"""What a script's text says about itself: the names it reads and writes, and its form without ``del``."""

import ast
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from baton.domain.ports.sandbox import SandboxError
from baton.sandbox.expressions.grammar import refuse, syntax_tree

MAX_LENGTH = 50_000
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
DATETIME_PARTS = frozenset({"datetime", "date", "timedelta", "timezone", "time"})


@dataclass(frozen=True)
class Source:
    """A readable script: ``loads`` are all names it mentions, ``stores`` the variables it sets or deletes itself."""

    text: str
    tree: ast.Module
    loads: frozenset[str]
    stores: frozenset[str]
    datetime_is_module: bool


def read(text: str) -> Source:
    """Parse a script. Raises ``SandboxError``."""
    outcome = _outcome(text)
    if isinstance(outcome, str):
        raise SandboxError(outcome)
    return outcome


@lru_cache(maxsize=2048)
def _outcome(text: str) -> Source | str:
    try:
        return _read(text)
    except SandboxError as problem:
        return str(problem)


def _read(text: str) -> Source:
    if len(text) > MAX_LENGTH:
        raise SandboxError(f"The script has {len(text)} characters; at most {MAX_LENGTH} are allowed.")
    if "__baton" in text:
        raise SandboxError("Names that begin with __baton are reserved.")
    text = textwrap.dedent(text).strip()
    tree = syntax_tree(text, "exec")
    assert isinstance(tree, ast.Module)
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    is_module = any(
        isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "datetime"
        and node.attr in DATETIME_PARTS and node.attr not in ("date", "time")
        for node in ast.walk(tree)
    )  # fmt: skip
    return Source(
        text=without_del(text, tree),
        tree=tree,
        loads=frozenset(node.id for node in names if isinstance(node.ctx, ast.Load)),
        stores=frozenset(_stores(tree)),
        datetime_is_module=is_module,
    )


def _stores(node: ast.AST) -> Iterator[str]:
    """The names set at the top level of the script; functions and comprehensions keep their own."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, SCOPES):
            yield from (name for part in ast.walk(child) if isinstance(part, ast.Global) for name in part.names)
        elif isinstance(child, COMPREHENSIONS):
            yield from (part.target.id for part in ast.walk(child) if isinstance(part, ast.NamedExpr))
        else:
            if isinstance(child, ast.Name) and not isinstance(child.ctx, ast.Load):
                yield child.id
            elif isinstance(child, (ast.MatchAs, ast.MatchStar)) and child.name:
                yield child.name
            elif isinstance(child, ast.MatchMapping) and child.rest:
                yield child.rest
            yield from _stores(child)


def without_del(text: str, tree: ast.Module) -> str:
    """``del x`` and ``del d[k]`` in words the worker knows, on the same lines so that line numbers stay right."""
    lines = text.encode().splitlines(keepends=True)
    deletes = [node for node in ast.walk(tree) if isinstance(node, ast.Delete)]
    for node in sorted(deletes, key=lambda node: (node.lineno, node.col_offset), reverse=True):
        if node.end_lineno != node.lineno:
            raise refuse(node, "write 'del' on one line")
        replacement = "; ".join(_deletion(target) for target in node.targets)
        line = lines[node.lineno - 1]
        lines[node.lineno - 1] = line[: node.col_offset] + replacement.encode() + line[node.end_col_offset :]
    return b"".join(lines).decode()


def _deletion(target: ast.expr) -> str:
    if isinstance(target, ast.Name):
        return f"{target.id} = __baton_gone"
    if isinstance(target, ast.Subscript) and not isinstance(target.slice, ast.Slice):
        return f"{ast.unparse(target.value)}.pop({ast.unparse(target.slice)})"
    raise refuse(target, "'del' removes variables and items only: del x, del d['key']")
