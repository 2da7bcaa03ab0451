"""What the pages of decisions show."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from baton.domain.actors import Actor
from baton.domain.definitions import ProcessDefinition
from baton.domain.errors import InvalidInput, NotFound
from baton.domain.modelling import Draft
from baton.domain.ports.decisions import DecisionText
from baton.domain.ports.drawing import ModelVariable
from baton.domain.problems import Problem
from baton.usecases import drawing
from baton.usecases.decisions import reading
from baton.usecases.decisions.reading import Found, Use
from baton.web.modeler.pages import is_drawing
from baton.web.naming import person_names
from baton.web.wired import platform

MOST_OFFERED = 60
DMN_KINDS = {"number": "number", "whole number": "number", "yes or no": "boolean", "date": "date"}
POLICIES = {
    "UNIQUE": ("Unique", "One rule may match, never two. Rules that overlap are refused."),
    "ANY": ("Any", "Several rules may match if they say the same."),
    "FIRST": ("First", "The first rule that matches decides; the order of the rows matters."),
    "PRIORITY": ("Priority", "Of the rules that match, the one with the best output decides; the outputs are listed best first."),
    "RULE ORDER": ("Rule order", "All rules that match count, as a list in the order of the rows."),
    "OUTPUT ORDER": ("Output order", "All rules that match count, as a list with the best output first."),
    "COLLECT": ("Collect", "All rules that match count, as a list without an order."),
}
AGGREGATIONS = {
    "SUM": "The outputs of all rules that match are added up.", "MIN": "The smallest output of all rules that match is taken.",
    "MAX": "The largest output of all rules that match is taken.", "COUNT": "It is counted how many rules match.",
}  # fmt: skip


@dataclass(frozen=True)
class DecisionLine:
    """One line of the list. ``where`` is the draft or the deployed process it is part of."""

    name: str
    kind: str
    where: str
    address: str
    uses: tuple[Use, ...]


@dataclass(frozen=True)
class Decisions:
    drafts: tuple[DecisionLine, ...]
    deployed: tuple[DecisionLine, ...]


@dataclass(frozen=True)
class Shown:
    """A decision with its hit policy in words and who asks it."""

    text: DecisionText
    policy: str
    policy_words: str
    uses: tuple[Use, ...]


@dataclass(frozen=True)
class DecisionPage:
    draft_id: str
    draft_name: str
    revision: int
    saved_at: datetime
    saved_by: str
    file: str
    title: str
    decisions: tuple[Shown, ...]
    problems: tuple[Problem, ...]
    examples_file: str


@dataclass(frozen=True)
class DeployedPage:
    definition_id: str
    process: str
    version: int
    file: str
    title: str
    decisions: tuple[Shown, ...]


@dataclass(frozen=True)
class Offer:
    """A variable that a new table may look at."""

    name: str
    kind: str


@dataclass(frozen=True)
class NewPage:
    draft_id: str
    draft_name: str
    element: str
    offers: tuple[Offer, ...]


def decisions(actor: Actor) -> Decisions:
    found = reading.every_decision(platform(), actor)
    return Decisions(
        tuple(_line(one) for one in found if one.draft is not None),
        tuple(_line(one) for one in found if one.draft is None),
    )


def decision_page(actor: Actor, draft: Draft, file: str) -> DecisionPage:
    content = reading.content_of(draft, file)
    asking = reading.uses(draft.files)
    texts = reading.read(platform(), content, file)
    examples = reading.examples_file(file)
    return DecisionPage(
        draft.id, draft.name, draft.revision, draft.saved_at, person_names([draft.saved_by]).get(draft.saved_by, draft.saved_by),
        file, texts[0].name if texts else file, shown(texts, asking),
        reading.check(platform(), actor, content, file), examples if examples in draft.files else "",
    )  # fmt: skip


def shown(texts: Sequence[DecisionText], asking: Mapping[str, tuple[Use, ...]]) -> tuple[Shown, ...]:
    return tuple(Shown(text, *policy_words(text), asking.get(text.id, ())) for text in texts)


def policy_words(text: DecisionText) -> tuple[str, str]:
    """The name of the hit policy and what it means."""
    name, words = POLICIES.get(text.policy, ("", ""))
    if text.aggregation:
        return f"{name} ({text.aggregation.lower()})", AGGREGATIONS[text.aggregation]
    return name, words


def deployed_page(definition: ProcessDefinition, file: str) -> DeployedPage:
    content = definition.files.get(file)
    if content is None or not reading.is_decision(file):
        raise NotFound(f"This version has no decision file {file}.")
    texts = reading.read(platform(), content, file)
    words = shown(texts, reading.uses(definition.files))
    return DeployedPage(definition.id, definition.title, definition.version, file, texts[0].name if texts else file, words)


def new_page(actor: Actor, draft: Draft, element: str) -> NewPage:
    """What a new decision may look at; a drawing that cannot be read offers nothing and hinders nobody."""
    known: list[ModelVariable] = []
    for name in sorted(file for file in draft.files if is_drawing(file)):
        with suppress(InvalidInput):
            known += drawing.variables(platform(), actor, draft.files, name)
    offers = {one.name: Offer(one.name, DMN_KINDS.get(one.type or "", "string")) for one in known}
    return NewPage(draft.id, draft.name, element, tuple(offers.values())[:MOST_OFFERED])


def _line(found: Found) -> DecisionLine:
    text = found.text
    rules = f"{len(text.rules)} rule{'' if len(text.rules) == 1 else 's'}"
    kind = f"{policy_words(text)[0]}, {rules}" if text.policy else ("Expression" if text.expression else "Not evaluated here")
    if found.draft is not None:
        return DecisionLine(
            text.name, kind, found.draft.name, f"/models/{found.draft.id}/decisions/{quote(found.file)}", found.uses
        )
    assert found.definition is not None
    where = f"{found.definition.title} v{found.definition.version}"
    return DecisionLine(text.name, kind, where, f"/definitions/{found.definition.id}/decisions/{quote(found.file)}", found.uses)
