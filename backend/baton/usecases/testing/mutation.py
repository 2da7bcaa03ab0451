"""The mutation score of a draft's scenarios: mistakes are put into copies of the model, and the scenarios should notice."""

import random
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from baton.domain.actors import Actor
from baton.domain.errors import Conflict, InvalidInput
from baton.domain.policy import require
from baton.domain.scenarios import Bounds, Cast, Content, Covered, Mutant
from baton.usecases.modelling import draft
from baton.usecases.platform import Platform
from baton.usecases.testing.results import Result, Results, run
from baton.usecases.testing.trial import cast_of

_one_at_a_time = threading.Lock()
ONE_STORY = 3.0


@dataclass(frozen=True)
class Effort:
    """How long to try, and which sample: the same seed takes the same mistakes first. ``after``: so many were judged already."""

    seconds: float = 20.0
    seed: int = 1
    after: int = 0


@dataclass(frozen=True)
class MutationScore:
    """What came of it. ``judged`` of ``total`` mistakes in this go; ``unseen`` of the survivors are in places where no
    scenario comes; ``refused`` mistakes are found by the check of the model itself and do not count."""

    total: int
    noticed: int
    survivors: tuple[Mutant, ...]
    unseen: frozenset[str]
    refused: int
    red: int

    @property
    def tried(self) -> int:
        return self.noticed + len(self.survivors)

    @property
    def percent(self) -> int | None:
        return int(100 * self.noticed / self.tried) if self.tried else None

    @property
    def judged(self) -> int:
        return self.tried + self.refused


def mutation_score(
    platform: Platform, actor: Actor, draft_id: str, drawn: Mapping[str, bytes] | None = None, effort: Effort | None = None
) -> MutationScore:
    """Judge as many mistakes as the time allows. One measurement runs at a time, so that it never takes the machine."""
    require(actor, "model.edit")
    effort = effort or Effort()
    if not _one_at_a_time.acquire(blocking=False):
        raise Conflict("Somebody is having scenarios measured at this moment. Try again in half a minute.")
    try:
        kept = draft(platform, actor, draft_id)
        kept = replace(kept, files={**kept.files, **(drawn or {})})
        until = time.monotonic() + effort.seconds
        base = run(platform, kept)
        mutants = list(platform.mutations.mutants(cast_of(platform, kept).files))
        random.Random(effort.seed).shuffle(mutants)  # noqa: S311 - a sample, not a secret
        return _judged(platform, cast_of(platform, kept), (base, mutants[effort.after :]), until)
    finally:
        _one_at_a_time.release()


def _judged(platform: Platform, cast: Cast, given: tuple[Results, list[Mutant]], until: float) -> MutationScore:
    base, mutants = given
    green = [result for result in base.results if result.green and result.standing]
    noticed, refused, survivors, unseen = 0, 0, [], set()
    for mutant in mutants:
        if time.monotonic() > until:
            break
        chosen = [result for result in green if _comes_by(result, mutant, base.covered)]
        if not chosen:
            unseen.add(mutant.id)
        time.sleep(0.002)  # whoever else waits for the processor goes first
        try:
            seen = any(_notices(platform, replace(cast, files=mutant.make()), result.scenario.story or {}) for result in chosen)
        except InvalidInput:
            refused += 1
            continue
        noticed += seen
        survivors += [] if seen else [mutant]
    return MutationScore(len(mutants), noticed, tuple(survivors), frozenset(unseen), refused, len(base.results) - len(green))


def _comes_by(result: Result, mutant: Mutant, covered: Covered) -> bool:
    """Whether the story reaches the place of the mistake; a story that does not cannot notice it. Decisions are no places."""
    reached = {move.element_id for move in result.standing.moves()} if result.standing else set()
    source = next((flow.source for flow in covered.parts.flows if flow.id == mutant.element_id), mutant.element_id)
    return source in reached or source not in covered.parts.elements


def _notices(platform: Platform, cast: Cast, story: Content) -> bool:
    return bool(platform.scenarios.play(cast, story, Bounds(seconds=ONE_STORY, pieces=500)).troubles)
