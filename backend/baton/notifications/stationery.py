"""The words of letters: one folder per template in ``letters/``, filled in without any logic."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import pystache
from pystache.parsed import ParsedTemplate
from pystache.parser import ParsingError

from baton.domain.errors import NotFound
from baton.domain.problems import Problem
from baton.domain.working.telling import Reason, Wording

LETTERS = Path(__file__).parent / "letters"
FRAME = "frame"
LANGUAGES = ("en", "de")
PARTS = ("subject", "txt", "html")
LONGEST = 20_000
_MARK = re.compile(r"\{\{\s*([#^/>&={]?)\s*([^{}\s=]*)")
_REFUSED = {
    ">": "A letter cannot take in another one ({{> …}}).",
    "&": "Values are always written safely: use {{name}} instead of {{& name}}.",
    "{": "Values are always written safely: use {{name}} instead of {{{name}}}.",
    "=": "The marks of a letter cannot be changed ({{= … =}}).",
}
# Every letter may use these; the frame does.
ALWAYS: Mapping[str, Any] = {
    "link": "https://baton.example/tasks/1", "path": "/tasks/1", "preferences": "https://baton.example/preferences",
    "reason": "", "person": "Ana Ruiz", "product": "Baton", "guest": False, "logo": False,
}  # fmt: skip


class Letters:
    """The shipped templates."""

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(folder.name for folder in LETTERS.iterdir() if folder.is_dir() and folder.name != FRAME))

    def languages(self) -> tuple[str, ...]:
        return LANGUAGES

    def sample(self, template: str, language: str = "en") -> Mapping[str, Any]:
        if template not in self.names():
            raise NotFound(f"There is no letter “{template}”.")
        found = tomllib.loads((LETTERS / template / "sample.toml").read_text(encoding="utf-8"))
        reason = str(found.pop("reason_code", ""))
        return {**ALWAYS, **found, "reason": self.reason(Reason(reason, "clerks"), language)}

    def shipped(self, template: str, language: str) -> Wording:
        if template not in self.names():
            raise NotFound(f"There is no letter “{template}”.")
        return _read(template, language if language in LANGUAGES else "en")

    def check(self, template: str, wording: Wording) -> list[Problem]:
        known = set(_names_in(self.sample(template)))
        found: list[Problem] = []
        for part in ("subject", "text", "html"):
            found += _part_problems(part, getattr(wording, part), known)
        return found

    def fill(self, wording: Wording, language: str, values: Mapping[str, Any]) -> Wording:
        frame = _read(FRAME, language if language in LANGUAGES else "en")
        given = {**dict.fromkeys(ALWAYS, ""), **values}
        text = _plain().render(wording.text, given).strip()
        html = _safe().render(wording.html, given)
        return Wording(
            _plain().render(wording.subject, given).strip(),
            _plain().render(frame.text, {**given, "content": text}),
            _safe().render(frame.html, {**given, "content": html}),
        )

    def line(self, template: str, language: str, values: Mapping[str, Any]) -> str:
        return " ".join(str(_plain().render(self.shipped(template, language).subject, values)).split())

    def reason(self, reason: Reason, language: str) -> str:
        sentence = _reasons(language if language in LANGUAGES else "en").get(reason.code, "")
        return str(_plain().render(sentence, {"of": reason.of}))


def _part_problems(part: str, text: str, known: set[str]) -> list[Problem]:
    if len(text) > LONGEST:
        return [Problem("letter.long", f"A letter has at most {LONGEST} characters in each part.", field=part)]
    if not text.strip():
        return [Problem("letter.empty", "This part is empty. Write something, or go back to the shipped words.", field=part)]
    if wrong := _misfit(text):
        return [Problem("letter.marks", wrong, field=part)]
    try:
        used = dict.fromkeys(_names_used(pystache.parse(text)))
    except (ParsingError, ValueError, SyntaxError) as error:
        return [Problem("letter.marks", f"The marks in double braces do not fit together: {error}", field=part)]
    offered = ", ".join(sorted(known))
    return [
        Problem("letter.unknown", f"There is no value “{name}” in this letter. There are: {offered}.", field=part)
        for name in used
        if name != "." and name.split(".")[0] not in known
    ]


def _misfit(text: str) -> str:
    """Why the marks do not fit together, or nothing: the parser takes a part that never ends for one that ends with the letter."""
    begun: list[str] = []
    if text.count("{{") != text.count("}}"):
        return "Every {{ needs its }}, and the other way round."
    for sign, name in _MARK.findall(text):
        if sign in _REFUSED:
            return _REFUSED[sign]
        if sign in "#^" and sign:
            begun.append(name)
        elif sign == "/" and (not begun or begun.pop() != name):
            return f"{{{{/{name}}}}} ends a part that does not begin before it."
    return f"The part {{{{#{begun[-1]}}}}} is never ended. Write {{{{/{begun[-1]}}}}} where it ends." if begun else ""


def _names_used(parsed: ParsedTemplate) -> Iterator[str]:
    """Every name that the template asks for."""
    for node in parsed._parse_tree:
        if key := getattr(node, "key", None):
            yield key
        if inside := getattr(node, "parsed", None) or getattr(node, "parsed_section", None):
            yield from _names_used(inside)


def _names_in(values: Any) -> Iterator[str]:
    if isinstance(values, Mapping):
        for name, value in values.items():
            yield name
            yield from _names_in(value)
    elif isinstance(values, list):
        for value in values:
            yield from _names_in(value)


def _safe() -> pystache.Renderer:
    return pystache.Renderer(escape=lambda text: escape(text, quote=True), partials={}, missing_tags="ignore")


def _plain() -> pystache.Renderer:
    return pystache.Renderer(escape=lambda text: text, partials={}, missing_tags="ignore")


@cache
def _read(template: str, language: str) -> Wording:
    parts = ((LETTERS / template / f"{language}.{part}") for part in PARTS)
    subject, text, html = (file.read_text(encoding="utf-8") if file.exists() else "" for file in parts)
    return Wording(subject.strip(), text, html)


@cache
def _reasons(language: str) -> dict[str, str]:
    found: dict[str, str] = tomllib.loads((LETTERS / f"reasons.{language}.toml").read_text(encoding="utf-8"))
    return found
