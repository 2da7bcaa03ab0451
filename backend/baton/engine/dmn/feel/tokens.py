"""Cuts FEEL text into tokens; names may contain spaces and hyphens when the file declares them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from baton.engine.dmn.feel.functions import FUNCTIONS
from baton.engine.dmn.feel.words import NotFeel

MAX_LENGTH = 4_000
KEYWORDS = frozenset(
    {"if", "then", "else", "and", "or", "in", "between", "true", "false", "null"}
    | {"for", "return", "some", "every", "satisfies", "instance", "function", "external"}
)
PYTHON_WORDS = frozenset({"True", "False", "None", "is", "lambda", "elif"})
TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)
      | (?P<string>"(?:[^"\\]|\\.)*")
      | (?P<name>[^\W\d]\w*)
      | (?P<op>\*\*|\.\.|<=|>=|!=|[-+*/=<>()\[\]{},:.?@])""",
    re.VERBOSE,
)
COMPOUND_FUNCTIONS = tuple(sorted((name for name in FUNCTIONS if " " in name), key=len, reverse=True))
ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\", "'": "'"}


@dataclass(frozen=True)
class Token:
    """``kind`` is number, string, name, word (a keyword), op or end."""

    kind: str
    text: str


class Names:
    """The names of a file that are more than one plain word, longest first."""

    def __init__(self, names: Iterable[str]) -> None:
        compound = sorted({name for name in names if not name.isidentifier()}, key=len, reverse=True)
        spaced = ("\\s+".join(re.escape(part) for part in name.split()) for name in compound if name.strip())
        called = "|".join(name.replace(" ", "\\s+") for name in COMPOUND_FUNCTIONS)
        declared = "".join(f"|(?:{name})(?!\\w)" for name in spaced)
        self.pattern = re.compile(rf"(?:{called})(?=\s*\(){declared}")


def tokens(text: str, names: Names) -> list[Token]:
    """The tokens of ``text``, closed by an end token. Raises ``NotFeel``."""
    if len(text) > MAX_LENGTH:
        raise NotFeel(f"it has more than {MAX_LENGTH} characters")
    found: list[Token] = []
    position = 0
    while position < len(text):
        compound = names.pattern.match(text, position)
        match = compound or TOKEN.match(text, position)
        if match is None:
            raise NotFeel(f"{text[position]!r} is not expected")
        if compound:
            found.append(Token("name", " ".join(match[0].split())))
        elif match.lastgroup != "space":
            found.append(_token(str(match.lastgroup), match[0]))
        position = match.end()
    if any(left.text == right.text == "=" for left, right in pairwise(found)):
        raise NotFeel("== is not FEEL")
    return [*found, Token("end", "")]


def _token(kind: str, text: str) -> Token:
    if kind == "string":
        return Token(kind, ESCAPE.sub(_unescaped, text[1:-1]))
    if kind == "name" and (text in PYTHON_WORDS or text.startswith("__")):
        raise NotFeel(f"{text} is not FEEL")
    return Token("word" if text in KEYWORDS else kind, text)


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code[1:], 16)) if len(code) == 5 else ESCAPES.get(code, match[0])
