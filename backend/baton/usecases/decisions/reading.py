"""Which decisions there are, how they are written, who asks them, and what is wrong with them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from baton.domain.actors import Actor
from baton.domain.definitions import ProcessDefinition
from baton.domain.errors import NotFound
from baton.domain.modelling import Draft
from baton.domain.policy import require
from baton.domain.ports.decisions import DecisionText
from baton.domain.ports.queries import PageRequest
from baton.domain.problems import Problem
from baton.usecases import modelling
from baton.usecases.platform import Platform

ENDING = ".dmn"
EXAMPLES = ".examples.json"
MOST_LISTED = 200
_TASK = re.compile(r"<(?:[\w.-]+:)?businessRuleTask\b([^>]*[^/>])>(.*?)</(?:[\w.-]+:)?businessRuleTask>", re.DOTALL)
_CALLED = re.compile(r"<(?:[\w.-]+:)?calledDecisionId[^>]*>\s*([^<\s]+)\s*<")
_ATTRIBUTE = re.compile(r"""\b(id|name)\s*=\s*("[^"]*"|'[^']*')""")


@dataclass(frozen=True)
class Use:
    """An element that asks a decision."""

    file: str
    element_id: str
    name: str


@dataclass(frozen=True)
class Found:
    """A decision of a draft, or of the newest version of a deployed process, and who asks it there."""

    text: DecisionText
    file: str
    draft: Draft | None
    definition: ProcessDefinition | None
    uses: tuple[Use, ...]


def is_decision(name: str) -> bool:
    return name.lower().endswith(ENDING)


def examples_file(file: str) -> str:
    """The name of the file with the examples of a decision file."""
    return file[: -len(ENDING)] + EXAMPLES


def content_of(draft: Draft, file: str) -> bytes:
    """The content of a decision file of the draft. Raises ``NotFound``."""
    if not is_decision(file) or file not in draft.files:
        raise NotFound(f"The draft “{draft.name}” has no decision file {file}.")
    return draft.files[file]


def read(platform: Platform, content: bytes, file: str) -> tuple[DecisionText, ...]:
    """The decisions of a file as they are written."""
    return platform.decisions.read(content, file)


def check(platform: Platform, actor: Actor, content: bytes, file: str) -> tuple[Problem, ...]:
    """What deployment would say about the file by itself."""
    require(actor, "model.edit")
    return platform.decisions.check(content, file)


def every_decision(platform: Platform, actor: Actor) -> list[Found]:
    """The decisions of all drafts, then those of the newest deployed versions; each part by name."""
    require(actor, "model.edit")
    rows = platform.queries.definitions(PageRequest(MOST_LISTED), latest_only=True).items
    names = modelling.drafts(platform, actor)[:MOST_LISTED]
    with platform.store.read() as uow:
        drafts = [uow.draft(draft.id) for draft in names]
        definitions = {definition.digest: definition for definition in (uow.definition(row.id) for row in rows)}
    own = [found for draft in drafts for found in _found(platform, draft.files, draft, None)]
    live = [found for definition in definitions.values() for found in _found(platform, definition.files, None, definition)]
    return sorted(own, key=_by_name) + sorted(live, key=_by_name)


def uses(files: Mapping[str, bytes]) -> dict[str, tuple[Use, ...]]:
    """Who asks which decision. Only to show it: the texts are searched, and the check at deployment decides."""
    found: dict[str, list[Use]] = {}
    for file in sorted(files):
        if not file.lower().endswith((".bpmn", ".bpmn2", ".xml")):
            continue
        for attributes, inside in _TASK.findall(files[file].decode(errors="replace")):
            said = {name: value[1:-1] for name, value in _ATTRIBUTE.findall(attributes)}
            for decision in _CALLED.findall(inside):
                use = Use(file, said.get("id", ""), said.get("name") or said.get("id", ""))
                found.setdefault(decision, []).append(use)
    return {decision: tuple(places) for decision, places in found.items()}


def _found(
    platform: Platform, files: Mapping[str, bytes], draft: Draft | None, definition: ProcessDefinition | None
) -> Iterator[Found]:
    asking = uses(files)
    for name in sorted(files):
        for text in platform.decisions.read(files[name], name) if is_decision(name) else ():
            yield Found(text, name, draft, definition, asking.get(text.id, ()))


def _by_name(found: Found) -> tuple[str, str]:
    return found.text.name.lower(), found.file
