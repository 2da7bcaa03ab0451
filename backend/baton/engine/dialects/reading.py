"""Reads the expression languages of other engines, by precedence, and writes them in ours."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

TOKEN = re.compile(
    r"""\s*(?:(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<number>\d+(?:\.\d+)?)|(?P<name>[^\W\d]\w*)"""
    r"""|(?P<op>&&|\|\||[!=]==?|<=|>=|\*\*|[-+*/%<>=!?:(),.\[\]{}]))"""
)
OR, AND, NOT, COMPARE, SUM, PRODUCT, SIGN, PATH = range(1, 9)
MOST_DEPTH = 30
MOST_TEXT = 4000
COMPARISONS = {"==": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


class Unclear(Exception):
    """The text cannot be written in our language without guessing; the message names what stands in the way."""


@dataclass(frozen=True)
class Words:
    """How a language spells what ours has; ``functions`` and ``methods`` write a call from its parts."""

    either: frozenset[str]
    both: frozenset[str]
    negations: frozenset[str]
    comparisons: Mapping[str, str]
    constants: Mapping[str, str]
    functions: Mapping[str, Callable[..., str]]
    methods: Mapping[str, Callable[..., str]]
    products: Mapping[str, str]


class Reader:
    """One pass over one text; each method reads one level of precedence and gives text with its level."""

    def __init__(self, text: str, words: Words) -> None:
        self._words = words
        self._tokens = _tokens(text)
        self._at = 0
        self._depth = 0

    def whole(self) -> str:
        """The whole text in our language. Raises ``Unclear``."""
        found = self._choice()[0]
        if self._next()[1]:
            raise Unclear(f"“{self._next()[1]}” is not understood")
        return found

    def _next(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

    def _take(self, *texts: str) -> str | None:
        kind, text = self._next()
        if kind in ("op", "name") and text in texts:
            self._at += 1
            return text
        return None

    def _need(self, text: str) -> None:
        if not self._take(text):
            raise Unclear(f"“{text}” is expected instead of “{self._next()[1] or 'the end'}”")

    def _choice(self) -> tuple[str, int]:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise Unclear("it is nested too deeply")
        found = self._chosen()
        self._depth -= 1
        return found

    def _chosen(self) -> tuple[str, int]:
        if self._take("if"):
            test = self._or()
            self._need("then")
            return self._branches(test, "else")
        test = self._or()
        return self._branches(test, ":") if self._take("?") else test

    def _branches(self, test: tuple[str, int], between: str) -> tuple[str, int]:
        chosen = self._choice()
        self._need(between)
        return f"{_in(chosen, OR)} if {_in(test, OR)} else {_in(self._choice(), OR)}", 0

    def _or(self) -> tuple[str, int]:
        return self._joined(self._words.either, "or", OR, self._and)

    def _and(self) -> tuple[str, int]:
        return self._joined(self._words.both, "and", AND, self._comparison)

    def _joined(self, spelled: frozenset[str], ours: str, level: int, below: Callable[[], tuple[str, int]]) -> tuple[str, int]:
        found = below()
        while self._take(*spelled):
            found = f"{_in(found, level)} {ours} {_in(below(), level + 1)}", level
        return found

    def _comparison(self) -> tuple[str, int]:
        found = self._sum()
        if operator := self._take(*self._words.comparisons):
            # What is compared with nothing is compared by identity, so that a number is never asked for it.
            right = _in(self._sum(), SUM)
            ours = self._words.comparisons[operator]
            if right == "None" and ours in ("==", "!="):
                ours = "is" if ours == "==" else "is not"
            found = f"{_in(found, SUM)} {ours} {right}", COMPARE
        return found

    def _sum(self) -> tuple[str, int]:
        found = self._product()
        while operator := self._take("+", "-"):
            found = f"{_in(found, SUM)} {operator} {_in(self._product(), PRODUCT)}", SUM
        return found

    def _product(self) -> tuple[str, int]:
        found = self._unary()
        while operator := self._take(*self._words.products):
            found = f"{_in(found, PRODUCT)} {self._words.products[operator]} {_in(self._unary(), SIGN)}", PRODUCT
        return found

    def _unary(self) -> tuple[str, int]:
        signs = []
        while sign := self._take("-", *self._words.negations):
            signs.append(sign)
        if len(signs) > MOST_DEPTH:
            raise Unclear("it is nested too deeply")
        found = self._path()
        for sign in reversed(signs):
            found = (f"-{_in(found, SIGN)}", SIGN) if sign == "-" else (f"not {_in(found, COMPARE)}", NOT)
        return found

    def _path(self) -> tuple[str, int]:
        found = self._primary()
        while True:
            if self._take("."):
                found = self._member(_in(found, PATH)), PATH
            elif self._take("["):
                found = f"{_in(found, PATH)}[{self._choice()[0]}]", PATH
                self._need("]")
            else:
                return found

    def _member(self, owner: str) -> str:
        kind, name = self._next()
        if kind != "name":
            raise Unclear(f"“{name}” is not a name")
        self._at += 1
        if not self._take("("):
            return f"{owner}.{name}"
        return _call(self._words.methods, name, [owner, *self._listed(")")])

    def _primary(self) -> tuple[str, int]:
        kind, text = self._next()
        self._at += 1
        if kind in ("string", "number"):
            return text, PATH
        if kind == "name":
            if self._take("("):
                return _call(self._words.functions, text, self._listed(")")), PATH
            return self._words.constants.get(text, text), PATH
        if text == "(":
            inner = self._choice()
            self._need(")")
            return f"({inner[0]})", PATH
        if text == "[":
            return f"[{', '.join(self._listed(']'))}]", PATH
        raise Unclear(f"“{text or 'the end'}” is not expected")

    def _listed(self, closing: str) -> list[str]:
        found: list[str] = []
        while not self._take(closing):
            if found:
                self._need(",")
            found.append(self._choice()[0])
        return found


def _in(part: tuple[str, int], level: int) -> str:
    """The part, in brackets where its operators bind more loosely than the place allows."""
    return part[0] if part[1] >= level else f"({part[0]})"


def _call(known: Mapping[str, Callable[..., str]], name: str, parts: list[str]) -> str:
    if name not in known:
        raise Unclear(f"{name}() has no counterpart")
    try:
        return f"({found})" if " " in (found := known[name](*parts)) else found
    except TypeError:
        raise Unclear(f"{name}() is called with {len(parts)} values") from None


def _tokens(text: str) -> list[tuple[str, str]]:
    if len(text) > MOST_TEXT:
        raise Unclear("it is too long")
    found, at, text = [], 0, text.rstrip()
    while at < len(text):
        token = TOKEN.match(text, at)
        if token is None:
            raise Unclear(f"“{text[at : at + 20].strip()}” is not understood")
        found.append((str(token.lastgroup), token.group(str(token.lastgroup))))
        at = token.end()
    return found
