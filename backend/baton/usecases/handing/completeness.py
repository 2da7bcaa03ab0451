"""What may still be missing when a form goes back to whoever filled in an earlier step."""

from collections.abc import Iterable

from baton.domain.definitions import Outcome
from baton.domain.problems import Problem

# What is only not there yet. A text where a number belongs is wrong, however early it is.
_UNFINISHED = frozenset(
    f"form.{rule}" for rule in ("required", "minLength", "minItems", "minProperties", "minContains", "contains")
)


def standing(problems: Iterable[Problem], outcome: Outcome | None) -> tuple[Problem, ...]:
    """The problems that keep the form from being sent with this outcome. What the outcome itself requires it always requires."""
    if outcome is None or not outcome.sends_back:
        return tuple(problems)
    return tuple(one for one in problems if one.rule not in _UNFINISHED or one.field in outcome.requires)
