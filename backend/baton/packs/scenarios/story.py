"""A scenario as values: what the story says, read strictly so that a typo is not a silent pass."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

ACTIONS = ("complete", "claim", "refused", "message", "signal", "advance", "reply", "fail", "cancel")
EXPECTATIONS = {
    "state", "open", "waits", "visits", "passed", "not_passed", "order", "variables", "assignee", "due", "incident",
}  # fmt: skip
BEGINNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
HEAD = {"title", "process", "as", "at", "with", "business_key", "start", "hold", "step", "expect"}
START = {"kind", "name", "payload"}
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
    """One scenario. ``at`` is when the fake clock begins; ``hold``: every call of a connector waits until the story answers."""

    title: str
    process: str
    actor: str
    at: datetime
    given: Mapping[str, Any]
    start: Mapping[str, Any]
    steps: tuple[Step, ...]
    expect: Mapping[str, Any]
    file: str
    business_key: str | None = None
    hold: bool = False


def parse(content: Mapping[str, Any], file: str) -> Story:
    """A scenario from TOML or JSON. Raises ``ValueError`` naming what is unknown or missing."""
    _known(content, HEAD, "the scenario")
    steps = tuple(_step(step, number) for number, step in enumerate(_listed(content.get("step", ())), start=1))
    start = _mapping(content.get("start", {}), "the start")
    _known(start, START, "the start")
    return Story(
        str(content["title"]), str(content["process"]), str(content.get("as", "somebody")), _moment(content.get("at", BEGINNING)),
        _mapping(content.get("with", {}), "with"), start, steps, _expected(content.get("expect", {}), "the end"), file,
        str(content["business_key"]) if content.get("business_key") else None, bool(content.get("hold", False)),
    )  # fmt: skip


def _moment(at: Any) -> datetime:
    at = datetime.fromisoformat(at) if isinstance(at, str) else at
    if not isinstance(at, datetime):
        raise ValueError("at must be a date with a time, such as 2026-03-02T09:00:00Z")
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _step(step: Mapping[str, Any], number: int) -> Step:
    place = f"step {number}"
    step = _mapping(step, place)
    _known(step, STEP | set(ACTIONS), place)
    actions = [action for action in ACTIONS if action in step]
    if len(actions) > 1:
        raise ValueError(f"{place} does several things at once: {', '.join(actions)}")
    action = actions[0] if actions else ""
    details = {name: step[name] for name in STEP - {"as", "with", "expect"} if name in step}
    return Step(
        action,
        step.get(action),
        step.get("as"),
        _mapping(step.get("with", {}), place),
        details,
        _expected(step.get("expect", {}), place),
    )


def _expected(expected: Any, place: str) -> Mapping[str, Any]:
    _known(_mapping(expected, f"the expectation of {place}"), EXPECTATIONS, f"the expectation of {place}")
    found: Mapping[str, Any] = expected
    return found


def _mapping(value: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{place} must hold names and values")
    return value


def _listed(value: Any) -> list[Any] | tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError("the steps must be a list")
    return value


def _known(content: Mapping[str, Any], names: set[str], place: str) -> None:
    unknown = sorted(set(content) - names)
    if unknown:
        raise ValueError(f"{place} has unknown keys: {', '.join(unknown)}; known are {', '.join(sorted(names))}")
