"""A scenario as values: what the story says, read strictly so that a typo is not a silent pass."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

ACTIONS = ("complete", "claim", "refused", "message", "signal", "advance", "reply", "fail", "cancel")
EXPECTATIONS = {
    "state", "open", "waits", "visits", "passed", "not_passed", "order", "variables", "assignee", "due", "incident",
}  # fmt: skip
HEAD = {"title", "process", "as", "at", "with", "business_key", "start", "step", "expect"}
STEP = {"as", "with", "expect", "outcome", "correlation", "code", "message_text", "times", "nth"}


@dataclass(frozen=True)
class Step:
    """One act (``action`` with its ``target``) and what is expected after it. An empty action only expects."""

    action: str
    target: Any
    actor: str | None
    given: Mapping[str, Any]
    details: Mapping[str, Any]
    expect: Mapping[str, Any]


@dataclass(frozen=True)
class Story:
    """One scenario. ``at`` is when the fake clock begins."""

    title: str
    process: str
    actor: str
    at: datetime
    given: Mapping[str, Any]
    start: Mapping[str, Any]
    steps: tuple[Step, ...]
    expect: Mapping[str, Any]
    file: str


def parse(content: Mapping[str, Any], file: str) -> Story:
    """A scenario from TOML or JSON. Raises ``ValueError`` naming what is unknown or missing."""
    _known(content, HEAD, "the scenario")
    at = content.get("at", datetime(2026, 3, 2, 9, tzinfo=UTC))
    at = datetime.fromisoformat(at) if isinstance(at, str) else at
    steps = tuple(_step(step, number) for number, step in enumerate(content.get("step", ()), start=1))
    return Story(
        str(content["title"]), str(content["process"]), str(content.get("as", "somebody")),
        at if at.tzinfo else at.replace(tzinfo=UTC), content.get("with", {}), content.get("start", {}), steps,
        _expected(content.get("expect", {}), "the end"), file,
    )  # fmt: skip


def _step(step: Mapping[str, Any], number: int) -> Step:
    place = f"step {number}"
    _known(step, STEP | set(ACTIONS), place)
    actions = [action for action in ACTIONS if action in step]
    if len(actions) > 1:
        raise ValueError(f"{place} does several things at once: {', '.join(actions)}")
    action = actions[0] if actions else ""
    details = {name: step[name] for name in STEP - {"as", "with", "expect"} if name in step}
    return Step(action, step.get(action), step.get("as"), step.get("with", {}), details, _expected(step.get("expect", {}), place))


def _expected(expected: Mapping[str, Any], place: str) -> Mapping[str, Any]:
    _known(expected, EXPECTATIONS, f"the expectation of {place}")
    return expected


def _known(content: Mapping[str, Any], names: set[str], place: str) -> None:
    unknown = sorted(set(content) - names)
    if unknown:
        raise ValueError(f"{place} has unknown keys: {', '.join(unknown)}; known are {', '.join(sorted(names))}")
