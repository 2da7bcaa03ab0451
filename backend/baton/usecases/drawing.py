"""What a person asks while drawing a model: its variables, the next moments of a timer, what an expression would answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from baton.domain.actors import Actor
from baton.domain.errors import InvalidInput
from baton.domain.policy import require
from baton.domain.ports.drawing import ModelVariable, TimerText, TimerTimes
from baton.domain.ports.sandbox import SandboxError
from baton.usecases.platform import Platform

LONGEST = 50_000
SEED = 0
_LINE = re.compile(r"\bline (\d{1,6})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Trial:
    """What designer text answered on sample values: a result, or a problem and the line it stands on."""

    result: Any = None
    problem: str | None = None
    line: int | None = None


def variables(platform: Platform, actor: Actor, files: Mapping[str, bytes], name: str) -> tuple[ModelVariable, ...]:
    """The variables of one drawing among the files."""
    require(actor, "model.edit")
    return platform.drawing.variables(files, name)


def timer_times(platform: Platform, actor: Actor, timer: TimerText) -> TimerTimes:
    """A timer as a sentence, and when it would fire if it began to wait now."""
    require(actor, "model.edit")
    return platform.drawing.timer(timer, platform.clock.now())


def try_out(platform: Platform, actor: Actor, text: str, values: Mapping[str, Any], *, script: bool) -> Trial:
    """Run designer text once in the sandbox, on values that are kept nowhere. A script answers what it set."""
    require(actor, "model.edit")
    if not text.strip():
        raise InvalidInput("There is nothing to try yet; write something first.")
    if len(text) > LONGEST:
        raise InvalidInput(f"The text has {len(text)} characters; at most {LONGEST} are tried.")
    now = platform.clock.now()
    try:
        if not script:
            return Trial(platform.sandbox.evaluate(text, values, now))
        after = platform.sandbox.execute(text, values, now, SEED)
        return Trial({name: value for name, value in after.items() if name not in values or values[name] != value})
    except SandboxError as problem:
        found = _LINE.search(str(problem))
        return Trial(problem=str(problem), line=int(found[1]) if found else None)
