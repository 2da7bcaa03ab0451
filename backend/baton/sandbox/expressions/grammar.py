"""The constructs an expression may use; everything else is refused with the line and what to write instead."""

import ast

from baton.domain.ports.sandbox import SandboxError
from baton.sandbox.budget import MAX_BITS

MAX_LENGTH = 4_000
MAX_DEPTH = 100

ALLOWED = (
    ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod,
    ast.Pow, ast.BitOr, ast.BitAnd, ast.BitXor, ast.UnaryOp, ast.Not, ast.USub, ast.UAdd, ast.Compare, ast.Eq, ast.NotEq,
    ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Is, ast.IsNot, ast.IfExp, ast.Constant, ast.Name, ast.Load,
    ast.Store, ast.Subscript, ast.Slice, ast.List, ast.Tuple, ast.Dict, ast.Set, ast.Call, ast.keyword, ast.Attribute,
    ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.comprehension, ast.JoinedStr, ast.FormattedValue,
)  # fmt: skip
INSTEAD = {
    ast.Lambda: "a lambda is not allowed; use a comprehension such as [x for x in items]",
    ast.NamedExpr: "':=' is not allowed; write the value where it is used",
    ast.Starred: "'*' unpacking is not allowed; name the values",
    ast.Await: "'await' is not allowed",
    ast.Yield: "'yield' is not allowed",
    ast.YieldFrom: "'yield' is not allowed",
    ast.LShift: "'<<' is not allowed; multiply instead",
    ast.RShift: "'>>' is not allowed; use // instead",
    ast.Invert: "'~' is not allowed; use 'not'",
    ast.MatMult: "'@' is not allowed",
}


def refuse(node: ast.AST, reason: str) -> SandboxError:
    """The refusal of one construct, naming its line."""
    return SandboxError(f"line {getattr(node, 'lineno', 1)}: {reason}.")


def parse(text: str) -> ast.expr:
    """The syntax tree of an allowed expression."""
    text = text.strip()
    if not text:
        raise SandboxError("The expression is empty.")
    if len(text) > MAX_LENGTH:
        raise SandboxError(f"The expression has {len(text)} characters; at most {MAX_LENGTH} are allowed.")
    tree = syntax_tree(text, "eval")
    assert isinstance(tree, ast.Expression)
    inspect(tree.body)
    return tree.body


def syntax_tree(text: str, mode: str) -> ast.AST:
    """Python's own parser, with every way it can fail turned into a refusal."""
    try:
        return ast.parse(text, mode=mode)
    except SyntaxError as problem:
        raise SandboxError(f"line {problem.lineno or 1}: this does not read as Python ({problem.msg}).") from None
    except (ValueError, MemoryError, RecursionError):
        raise SandboxError("line 1: this is nested too deeply or contains unreadable characters.") from None


def inspect(root: ast.AST) -> None:
    """Refuse everything that is not on the list, without recursion so that depth cannot hurt."""
    todo = [(root, 1)]
    while todo:
        node, depth = todo.pop()
        if depth > MAX_DEPTH:
            raise refuse(node, f"this is nested more than {MAX_DEPTH} levels deep; split it")
        if not isinstance(node, ALLOWED):
            raise refuse(node, INSTEAD.get(type(node), f"{type(node).__name__} is not allowed in an expression"))
        _inspect_node(node)
        todo.extend((child, depth + 1) for child in ast.iter_child_nodes(node))


def _inspect_node(node: ast.AST) -> None:
    if isinstance(node, ast.Constant):
        _inspect_constant(node)
    elif isinstance(node, ast.Name) and node.id.startswith("__"):
        raise refuse(node, f"the name {node.id!r} is not allowed; names with two leading underscores are reserved")
    elif isinstance(node, ast.Attribute) and node.attr.startswith("_"):
        raise refuse(node, f"the attribute {node.attr!r} is not allowed; names with a leading underscore are reserved")
    elif isinstance(node, ast.keyword) and (node.arg is None or node.arg.startswith("_")):
        raise refuse(node, "'**' unpacking is not allowed; name the values")
    elif isinstance(node, ast.comprehension) and node.is_async:
        raise refuse(node.target, "'async' is not allowed")
    elif isinstance(node, ast.Compare):
        _inspect_identity(node)


def _inspect_constant(node: ast.Constant) -> None:
    if isinstance(node.value, (bytes, complex)) or node.value is Ellipsis:
        raise refuse(node, f"{node.value!r} is not allowed; use text, numbers, True, False or None")
    if isinstance(node.value, int) and node.value.bit_length() > MAX_BITS:
        raise refuse(node, "the number is too large")


def _inspect_identity(node: ast.Compare) -> None:
    operands = [node.left, *node.comparators]
    for index, operator in enumerate(node.ops):
        pair = operands[index : index + 2]
        if isinstance(operator, (ast.Is, ast.IsNot)) and not any(_is_singleton(operand) for operand in pair):
            raise refuse(node, "'is' compares with None, True or False only; use ==")


def _is_singleton(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and (node.value is None or isinstance(node.value, bool))
