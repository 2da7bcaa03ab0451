"""Decision files of a draft: made with their first table, renamed, removed."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from baton.domain.actors import Actor
from baton.domain.errors import Conflict, InvalidInput
from baton.domain.modelling import Draft
from baton.usecases import modelling
from baton.usecases.decisions.linking import linked
from baton.usecases.decisions.reading import ENDING, content_of, examples_file, read
from baton.usecases.platform import Platform

MOST_INPUTS = 12
KINDS = ("string", "number", "boolean", "date")
_NAME = re.compile(r"[\w][\w .-]{0,80}\.dmn")
_FILE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/"
    xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" id={definitions} name={name} namespace={namespace}>
  <decision id={key} name={name}>
    <decisionTable id={table} hitPolicy="UNIQUE">
{inputs}
      <output id={output} label={label} name={result} typeRef="string" />
    </decisionTable>
  </decision>
  <dmndi:DMNDI>
    <dmndi:DMNDiagram id={diagram}>
      <dmndi:DMNShape id={shape} dmnElementRef={key}><dc:Bounds height="80" width="180" x="160" y="100" /></dmndi:DMNShape>
    </dmndi:DMNDiagram>
  </dmndi:DMNDI>
</definitions>
"""
_INPUT = """      <input id={id} label={label}>
        <inputExpression id={expression} typeRef={kind}><text>{text}</text></inputExpression>
      </input>"""


@dataclass(frozen=True)
class NewDecision:
    """What a person says of a new decision. ``inputs`` are (variable, type); ``element`` is a task that is to ask it."""

    name: str
    inputs: Sequence[tuple[str, str]] = ()
    output: str = "result"
    element: str = ""


def create(platform: Platform, actor: Actor, draft_id: str, wanted: NewDecision) -> tuple[Draft, str]:
    """A new decision file with one empty table, asked by the element where one is named; and the name of the file."""
    if not wanted.name.strip():
        raise InvalidInput("Give the decision a name.")
    if len(wanted.inputs) > MOST_INPUTS:
        raise InvalidInput(f"A new table begins with at most {MOST_INPUTS} inputs; more can be added in it.")
    kept = modelling.draft(platform, actor, draft_id)
    taken = {text.id for name in kept.files if name.endswith(ENDING) for text in read(platform, kept.files[name], name)}
    key = _free(_key(wanted.name), taken | {name.removesuffix(ENDING) for name in kept.files})
    file = f"{key}{ENDING}"
    changed = {file: _first_table(key, wanted).encode()}
    if wanted.element:
        changed |= linked(kept.files, wanted.element, key)
    return modelling.save_draft(platform, actor, draft_id, changed, kept.revision), file


def rename(platform: Platform, actor: Actor, draft_id: str, old: str, new: str) -> tuple[Draft, str]:
    """Give a decision file of the draft another name; its examples go with it. Elements name decisions, not files."""
    kept = modelling.draft(platform, actor, draft_id)
    content = content_of(kept, old)
    name = f"{new.strip().removesuffix(ENDING)}{ENDING}"
    if not _NAME.fullmatch(name):
        raise InvalidInput("Name the file with letters, digits, blanks, dots and hyphens; at most 80 of them.")
    if name == old:
        return kept, name
    if name in kept.files:
        raise Conflict(f"The draft has a file {name} already. Choose another name.")
    moved = {old: b"", name: content}
    if examples_file(old) in kept.files:
        moved |= {examples_file(old): b"", examples_file(name): kept.files[examples_file(old)]}
    return modelling.save_draft(platform, actor, draft_id, moved, kept.revision), name


def remove(platform: Platform, actor: Actor, draft_id: str, file: str) -> Draft:
    """Remove a decision file and its examples from the draft."""
    kept = modelling.draft(platform, actor, draft_id)
    content_of(kept, file)
    gone = {name: b"" for name in (file, examples_file(file)) if name in kept.files}
    return modelling.save_draft(platform, actor, draft_id, gone, kept.revision)


def _first_table(key: str, wanted: NewDecision) -> str:
    inputs = list(wanted.inputs) or [("input", "string")]
    columns = [
        _INPUT.format(
            id=quoteattr(f"{key}-in-{place}"), label=quoteattr(_heading(name)), expression=quoteattr(f"{key}-in-{place}-expression"),
            kind=quoteattr(kind if kind in KINDS else "string"), text=escape(name),
        )
        for place, (name, kind) in enumerate(inputs, 1)
    ]  # fmt: skip
    result = re.sub(r"\W+", "_", wanted.output.strip()).strip("_") or "result"
    return _FILE.format(
        definitions=quoteattr(f"{key}-definitions"), name=quoteattr(wanted.name.strip()), namespace=quoteattr(f"urn:baton:decision:{key}"),
        key=quoteattr(key), table=quoteattr(f"{key}-table"), inputs="\n".join(columns), output=quoteattr(f"{key}-out-1"),
        label=quoteattr(_heading(result)), result=quoteattr(result), diagram=quoteattr(f"{key}-diagram"), shape=quoteattr(f"{key}-shape"),
    )  # fmt: skip


def _heading(name: str) -> str:
    words = re.sub(r"[_.]+", " ", name).strip()
    return words[:1].upper() + words[1:]


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60]
    return key if key and key[0].isalpha() else f"decision-{key}".rstrip("-")


def _free(key: str, taken: set[str]) -> str:
    return next(name for number in range(1, len(taken) + 2) if (name := key if number == 1 else f"{key}-{number}") not in taken)
