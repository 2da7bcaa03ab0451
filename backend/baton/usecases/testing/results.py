"""All scenarios of a draft at once: which are red and why, and what they cover together."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from baton.domain.actors import Actor
from baton.domain.errors import InvalidInput
from baton.domain.modelling import Draft
from baton.domain.policy import require
from baton.domain.scenarios import Bounds, Cast, Covered, Standing, covered
from baton.usecases.modelling import draft
from baton.usecases.platform import Platform
from baton.usecases.testing.files import OWN, ScenarioFile, scenarios_of
from baton.usecases.testing.trial import cast_of

SECONDS = 60.0
ONE_STORY = 10.0


@dataclass(frozen=True)
class Result:
    """How one scenario went. ``failure`` is the first thing that is not as it says, empty when it is green; ``step`` the number
    of that step (0: the start). ``standing`` is None when it was not played."""

    scenario: ScenarioFile
    failure: str = ""
    step: int | None = None
    standing: Standing | None = None

    @property
    def green(self) -> bool:
        return not self.failure


@dataclass(frozen=True)
class Results:
    """All of them, and what they cover. ``unfinished`` says plainly when the time was over before the last one."""

    results: tuple[Result, ...]
    covered: Covered
    unfinished: str = ""

    def red(self, origin: str | None = None) -> tuple[Result, ...]:
        return tuple(one for one in self.results if not one.green and origin in (None, one.scenario.origin))


def run_all(platform: Platform, actor: Actor, draft_id: str, drawn: Mapping[str, bytes] | None = None) -> Results:
    """Play every scenario of the draft as it is, with what is drawn but not saved. Raises ``InvalidInput`` when the model
    cannot run at all."""
    require(actor, "model.edit")
    kept = draft(platform, actor, draft_id)
    return run(platform, replace(kept, files={**kept.files, **(drawn or {})}))


def run(platform: Platform, kept: Draft, only: str | None = None) -> Results:
    """Play the scenarios of these files; ``only``: of one origin."""
    cast = cast_of(platform, kept)
    until = time.monotonic() + SECONDS
    chosen = [one for one in scenarios_of(platform, kept) if only in (None, one.origin)]
    results = tuple(_played(platform, cast, one, until) for one in chosen)
    late = sum(result.standing is None and not result.scenario.unreadable for result in results)
    moves = [result.standing.moves() for result in results if result.standing]
    words = f"{late} of {len(results)} scenarios were not played: the {SECONDS:g} seconds for all of them were over."
    return Results(results, covered(platform.mutations.parts(cast.files), moves), words if late else "")


def own_results(platform: Platform, kept: Draft) -> Results:
    """The scenarios that stop publishing: the draft's own."""
    return run(platform, kept, OWN)


def _played(platform: Platform, cast: Cast, scenario: ScenarioFile, until: float) -> Result:
    if scenario.story is None:
        return Result(scenario, scenario.unreadable)
    left = until - time.monotonic()
    if left <= 0:
        return Result(scenario, "was not played: the time for all scenarios was over.")
    try:
        standing = platform.scenarios.play(cast, scenario.story, Bounds(seconds=min(left, ONE_STORY)))
    except InvalidInput as refusal:
        if refusal.problems:
            raise
        return Result(scenario, str(refusal), 0, Standing(platform.clock.now()))
    first = standing.troubles[0] if standing.troubles else None
    return Result(scenario, str(first) if first else "", first.step if first else None, standing)
