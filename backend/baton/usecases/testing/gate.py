"""The gate before publishing: red scenarios stop a draft, unless somebody says why it goes live all the same."""

from baton.domain.errors import InvalidInput
from baton.domain.modelling import Draft
from baton.domain.problems import Problem
from baton.usecases.platform import Platform
from baton.usecases.testing.files import scenarios_of
from baton.usecases.testing.results import Result, own_results

SHORTEST_REASON = 5


def require_green(platform: Platform, kept: Draft, despite: str = "") -> str:
    """What has to be remembered with the version: nothing when all scenarios are green, else which are red and the reason.
    Raises ``InvalidInput`` naming the scenario and the step when there is no reason."""
    if not any(one.origin == "draft" for one in scenarios_of(platform, kept)):
        return ""
    red = own_results(platform, kept).red()
    if not red:
        return ""
    reason = " ".join(despite.split())
    if len(reason) >= SHORTEST_REASON:
        titles = ", ".join(f"“{one.scenario.title}”" for one in red)
        return f"Published although {_count(len(red))} red ({titles}). Reason: {reason}"
    raise InvalidInput(
        f"Nothing was published: {_count(len(red))} red. {told(red[0])} "
        f"Correct the model or the scenario, or say why it is to be published all the same.",
        problems=[Problem("scenario.red", told(one), file=one.scenario.file) for one in red],
        red=[one.scenario.title for one in red],
    )


def told(result: Result) -> str:
    """A red scenario as a sentence."""
    return f"“{result.scenario.title}” fails: {result.failure.rstrip('.')}."


def _count(number: int) -> str:
    return f"{number} scenarios are" if number > 1 else "1 scenario is"
