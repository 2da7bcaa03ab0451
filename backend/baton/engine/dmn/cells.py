"""One text of a decision: read as FEEL first, else as an expression of the sandbox, else refused.

Where both languages can read a text, FEEL decides: ``a = b`` compares, a word with a capital ``True`` is not FEEL, and
``[0]`` is refused because FEEL counts from one and Python from zero. A ``?`` stands for the input value in both.
"""

import ast
import re
from typing import Any

from baton.domain.ports.decisions import DecisionError
from baton.domain.ports.sandbox import Sandbox, SandboxError
from baton.engine.dmn.feel.operations import limits, matches
from baton.engine.dmn.feel.parser import expression
from baton.engine.dmn.feel.tokens import KEYWORDS, Names
from baton.engine.dmn.feel.unary_tests import UnaryTest, unary_test
from baton.engine.dmn.feel.values import Range
from baton.engine.dmn.feel.words import INPUT_VALUE, Given, NotFeel, Part, Unsupported, fixed

INPUT = "input_of_cell_"
QUESTION_MARK = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\?""")
LEADING_OPERATOR = re.compile(r"(==|!=|<=|>=|<|>|in\b|not in\b)")
PLAIN_WORDS = re.compile(r"[^\W\d]\w*(?: \w+)*")


SYMBOLS: dict[type[ast.cmpop], str] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "="}
UNCLEAR = Part(lambda given: None)


class Refused(Exception):
    """The text is neither of the two languages; the message is for designers."""


class Cells:
    """Compiles the texts of one file."""

    def __init__(self, sandbox: Sandbox, names: Names, feel: bool = True, python: bool = True) -> None:
        self._sandbox = sandbox
        self._names = names
        self._feel = feel
        self._python = python

    def expression(self, text: str) -> Part:
        """An input expression, an output entry or a literal expression."""
        reason = "Python was chosen as its language"
        if self._feel:
            try:
                return expression(text, self._names)
            except NotFeel as problem:
                reason = str(problem)
            except Unsupported as problem:
                self._refuse_unless_key_access(text, problem)
        return self._python_part(text, reason)

    def input_expression(self, text: str) -> Part:
        """As ``expression``; several plain words are the name of one variable."""
        if " " in text and PLAIN_WORDS.fullmatch(text) and not KEYWORDS & set(text.split()):
            return expression(text, Names([text]))
        return self.expression(text)

    def test(self, text: str) -> UnaryTest:
        """An input entry."""
        reason = "Python was chosen as its language"
        if self._feel or text in ("", "-"):
            try:
                return unary_test(text, self._names)
            except NotFeel as problem:
                reason = str(problem)
            except Unsupported as problem:
                self._refuse_unless_key_access(text, problem)
        return self._python_test(text, reason)

    def _refuse_unless_key_access(self, text: str, problem: Unsupported) -> None:
        # a["key"] is no FEEL filter, so only Python can be meant.
        if not re.search(r"""\w\s*\[\s*["']""", text):
            raise Refused(f"{text!r} uses {problem}, which is not evaluated here.") from None

    def _python_part(self, text: str, reason: str) -> Part:
        problem = self._sandbox.check_expression(text) if self._python else "FEEL was chosen as its language"
        if problem:
            raise Refused(f"{text!r} is not a FEEL expression ({reason}) and not an allowed Python expression ({problem}).")

        def run(given: Given) -> Any:
            try:
                return self._sandbox.evaluate(text, given.variables, given.now)
            except SandboxError as failure:
                raise DecisionError(f"{text}: {failure}") from None

        return Part(run)

    def _python_test(self, text: str, reason: str) -> UnaryTest:
        replaced = QUESTION_MARK.sub(lambda match: match[1] or INPUT, text)
        is_condition = replaced != text or LEADING_OPERATOR.match(text) is not None
        if replaced == text and is_condition:
            replaced = f"{INPUT} {text}"
        problem = self._sandbox.check_expression(replaced) if self._python else "FEEL was chosen as its language"
        if problem:
            raise Refused(f"{text!r} is not a FEEL test ({reason}) and not an allowed Python expression ({problem}).")

        def check(given: Given) -> bool:
            try:
                answer = self._sandbox.evaluate(replaced, {**given.variables, INPUT: given.tested}, given.now)
            except SandboxError as failure:
                raise DecisionError(f"{text}: {failure}") from None
            return bool(answer) if is_condition else matches(given.tested, answer)

        return UnaryTest(check, kinds=frozenset({"unknown"}), interval=_limits(replaced))


def _limits(text: str) -> Range | None:
    """The range of numbers that ``1 <= ? < 5`` means in Python, if it is that plain."""
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return None
    found: Range | None = None
    for part in tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]:
        if not isinstance(part, ast.Compare):
            return None
        terms = [part.left, *part.comparators]
        for left, operator, right in zip(terms, part.ops, terms[1:], strict=False):
            one = limits(SYMBOLS.get(type(operator), ""), _term(left), _term(right))
            if one is None:
                return None
            found = one if found is None else found.within(one)
    return found


def _term(node: ast.expr) -> Part:
    if isinstance(node, ast.Name) and node.id == INPUT:
        return INPUT_VALUE
    try:
        return fixed(ast.literal_eval(node))
    except (ValueError, TypeError):
        return UNCLEAR
