"""Reusable pieces of diagrams: saved once by a designer, placed by every designer in any model."""

import json
from dataclasses import dataclass

from baton.domain.actors import Actor
from baton.domain.errors import InvalidInput, TooLarge
from baton.domain.modelling import Snippet
from baton.domain.policy import require
from baton.usecases.act import Act, run
from baton.usecases.platform import Platform

LARGEST = 256 * 1024


@dataclass(frozen=True)
class Piece:
    """What somebody saves: ``content`` is the modeler's JSON of the copied elements."""

    name: str
    description: str
    content: str


def snippets(platform: Platform, actor: Actor) -> list[Snippet]:
    """All pieces by name."""
    require(actor, "model.edit")
    with platform.store.read() as uow:
        return uow.snippets()


def save_snippet(platform: Platform, actor: Actor, piece: Piece) -> Snippet:
    """Keep a piece. Raises ``InvalidInput`` when it is no copy of elements, ``TooLarge``, or ``InvalidInput`` without a name."""
    require(actor, "model.edit")
    name = piece.name.strip()[:120]
    if not name:
        raise InvalidInput("Give the piece a name.")
    if len(piece.content) > LARGEST:
        raise TooLarge(f"A piece has at most {LARGEST // 1024} KB; save fewer elements.")
    _require_elements(piece.content)

    def work(act: Act) -> Snippet:
        if any(kept.name == name for kept in act.uow.snippets()):
            raise InvalidInput(f"There already is a piece “{name}”. Choose another name, or delete that one first.")
        kept = Snippet(platform.ids.new(), name, piece.description.strip()[:500], piece.content, actor.id, act.now)
        act.uow.save_snippet(kept)
        return kept

    return run(platform, work)


def drop_snippet(platform: Platform, actor: Actor, snippet_id: str) -> None:
    """Models that it was placed in keep what they have. Raises ``NotFound``."""
    require(actor, "model.edit")

    def work(act: Act) -> None:
        act.uow.snippet(snippet_id)
        act.uow.drop_snippet(snippet_id)

    run(platform, work)


def _require_elements(content: str) -> None:
    """The modeler copies elements by depth: ``{"0": [...], "1": [...]}``."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        told = None
    levels = list(told.values()) if isinstance(told, dict) and told else [None]
    if not all(isinstance(level, list) and all(isinstance(one, dict) and one.get("id") for one in level) for level in levels):
        raise InvalidInput("This is no piece of a diagram. Select elements in the modeler and save them from there.")
