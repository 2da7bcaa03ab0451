"""Reads a FEEL expression and compiles it at once."""

from baton.engine.dmn.feel import operations
from baton.engine.dmn.feel.functions import FUNCTIONS
from baton.engine.dmn.feel.temporal import literal as temporal_literal
from baton.engine.dmn.feel.tokens import Names, Token, tokens
from baton.engine.dmn.feel.words import INPUT_VALUE, NotFeel, Part, Unsupported, fixed

COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
WORDS = {"true": True, "false": False, "null": None}
NOT_EVALUATED = {
    "for": "a loop (for ... return)",
    "some": "a quantifier (some ... satisfies)",
    "every": "a quantifier (every ... satisfies)",
    "function": "a function definition",
}
MAX_DEPTH = 50


class Parser:
    """One pass over the tokens of one text; each method reads one level of precedence."""

    def __init__(self, text: str, names: Names) -> None:
        self._tokens = tokens(text, names)
        self._position = 0
        self._depth = 0

    @property
    def next(self) -> Token:
        """The token that is not yet read."""
        return self._tokens[self._position]

    def take(self, *texts: str) -> str | None:
        """Read the next token if it is one of these operators or keywords."""
        if self.next.kind in ("op", "word") and self.next.text in texts:
            self._position += 1
            return self._tokens[self._position - 1].text
        return None

    def need(self, *texts: str) -> str:
        """Read the next token, which must be one of these."""
        taken = self.take(*texts)
        if taken is None:
            raise NotFeel(f"{' or '.join(texts)} is expected instead of {self.next.text or 'the end'!r}")
        return taken

    def end(self) -> None:
        """Nothing may follow."""
        if self.next.kind != "end":
            raise NotFeel(f"{self.next.text!r} is not expected")

    def expression(self) -> Part:
        """A whole expression."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise NotFeel("it is nested too deeply")
        part = self._choice() if self.take("if") else self._disjunction()
        self._depth -= 1
        return part

    def _choice(self) -> Part:
        test = self.expression()
        self.need("then")
        chosen = self.expression()
        self.need("else")
        return operations.choice(test, chosen, self.expression())

    def _disjunction(self) -> Part:
        part = self._conjunction()
        while self.take("or"):
            part = operations.logic(True, part, self._conjunction())
        return part

    def _conjunction(self) -> Part:
        part = self._comparison()
        while self.take("and"):
            part = operations.logic(False, part, self._comparison())
        return part

    def _comparison(self) -> Part:
        part = self.sum()
        operator = self.take(*COMPARISONS)
        if operator:
            return operations.comparison(operator, part, self.sum())
        if self.take("between"):
            low = self.sum()
            self.need("and")
            return operations.between(part, low, self.sum())
        if self.take("in"):
            return operations.within(part, self._members())
        if self.take("instance"):
            raise Unsupported("'instance of'")
        return part

    def _members(self) -> Part:
        if not self.take("("):
            return self.sum()
        first = self.expression()
        if self.take(".."):
            return operations.interval(first, self.expression(), False, self.need("]", ")", "[") == "]")
        return operations.listed([first, *self._parts(")")]) if self.take(",") else self._closed(first)

    def _closed(self, part: Part) -> Part:
        self.need(")")
        return part

    def take_not(self) -> bool:
        """Read ``not(`` if it stands here."""
        following = self._tokens[self._position + 1 : self._position + 2]
        if self.next == Token("name", "not") and following == [Token("op", "(")]:
            self._position += 2
            return True
        return False

    def sum(self) -> Part:
        """``a + b - c``: the level unary tests compare with."""
        part = self._product()
        while operator := self.take("+", "-"):
            part = operations.arithmetic(operator, part, self._product())
        return part

    def _product(self) -> Part:
        part = self._power()
        while operator := self.take("*", "/"):
            part = operations.arithmetic(operator, part, self._power())
        return part

    def _power(self) -> Part:
        part = self._signed()
        while self.take("**"):
            part = operations.arithmetic("**", part, self._signed())
        return part

    def _signed(self) -> Part:
        if self.take("-"):
            self._depth += 1
            if self._depth > MAX_DEPTH:
                raise NotFeel("it is nested too deeply")
            part = operations.negated(self._signed())
            self._depth -= 1
            return part
        return self._path()

    def _path(self) -> Part:
        part = self._primary()
        while self.take("."):
            if self.next.kind not in ("name", "word"):
                raise NotFeel("a name is expected after '.'")
            part = operations.member(part, self._read().text)
        if self.next == Token("op", "[") and not self._closes_range():
            raise Unsupported("a filter or an index in [ ] (FEEL counts from 1, Python from 0)")
        return part

    def _closes_range(self) -> bool:
        # In ]1..5[ the bracket ends the range; a filter would go on with an expression.
        following = self._tokens[self._position + 1]
        return following.kind == "end" or following.text in (",", ")", "]", "and", "or", "then", "else")

    def _read(self) -> Token:
        self._position += 1
        return self._tokens[self._position - 1]

    def _primary(self) -> Part:
        token = self._read()
        if token.kind == "number":
            return fixed(int(token.text) if token.text.isdigit() else float(token.text))
        if token.kind == "string":
            return fixed(token.text)
        if token.kind == "name":
            return self._call(token.text) if self.take("(") else operations.name(token.text)
        if token.kind == "word" and token.text in WORDS:
            return fixed(WORDS[token.text])
        if token.kind == "word" and token.text in NOT_EVALUATED:
            raise Unsupported(NOT_EVALUATED[token.text])
        return self._bracket(token)

    def _bracket(self, token: Token) -> Part:
        if token.text == "?" and token.kind == "op":
            return INPUT_VALUE
        if token.text == "@" and self.next.kind == "string":
            return self._temporal()
        if token.text == "{":
            return self._context()
        if token.kind == "op" and token.text in "[(]":
            return self._list_or_range(token.text)
        raise NotFeel(f"{token.text or 'the end'!r} is not expected")

    def _temporal(self) -> Part:
        try:
            return fixed(temporal_literal(self._read().text))
        except ValueError as problem:
            raise NotFeel(str(problem)) from None

    def _call(self, path: str) -> Part:
        if path not in FUNCTIONS:
            raise NotFeel(f"there is no function {path}()")
        parts = [] if self.take(")") else self._parts(")")
        return operations.call(path, FUNCTIONS[path], parts)

    def _parts(self, closing: str) -> list[Part]:
        parts = [self.expression()]
        while self.take(","):
            parts.append(self.expression())
        self.need(closing)
        return parts

    def _list_or_range(self, opening: str) -> Part:
        if opening == "[" and self.take("]"):
            return operations.listed([])
        first = self.expression()
        if self.take(".."):
            high = self.expression()
            closing = self.need("]", ")", "[")
            return operations.interval(first, high, opening == "[", closing == "]")
        if opening == "(":
            self.need(")")
            return first
        if opening == "]":
            raise NotFeel("'..' is expected in a range")
        parts = [first, *(self._parts("]") if self.take(",") else [])]
        if len(parts) == 1:
            self.need("]")
        return operations.listed(parts)

    def _context(self) -> Part:
        entries: dict[str, Part] = {}
        while not self.take("}"):
            if entries:
                self.need(",")
            key = self._read()
            if key.kind not in ("name", "string", "word"):
                raise NotFeel("a name is expected in { }")
            self.need(":")
            entries[key.text] = self.expression()
        return operations.context(entries)


def expression(text: str, names: Names) -> Part:
    """The compiled expression. Raises ``NotFeel`` or ``Unsupported``."""
    parser = Parser(text, names)
    part = parser.expression()
    parser.end()
    return part
