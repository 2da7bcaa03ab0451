"""Evaluates whom a model asks outside of the house when a user task opens."""

import re
from typing import Any

from baton.domain.incidents import FailureKind
from baton.domain.working.links import DEFAULT_LIFE, Invitation, is_address
from baton.engine import timing
from baton.engine.model.extensions import OutsiderRules
from baton.engine.repairs.events.timers import zone_of
from baton.engine.repairs.failure import ActivityFailed
from baton.engine.run.scope import Root

_LANGUAGE = re.compile("[a-z]{2}")


def invitation(root: Root, task: Any, rules: OutsiderRules) -> Invitation:
    """Whom to ask, and how. Without an address nobody would ever do the task, so that fails for a person to see."""
    recipient = str(_value(task, rules.recipient) or "").strip()
    if not is_address(recipient):
        raise ActivityFailed(
            FailureKind.EXPRESSION, f"{rules.recipient} must be the mail address of one person, not {recipient!r}"
        )
    name = str(_value(task, rules.name) or "").strip()
    life = DEFAULT_LIFE
    if rules.expires and rules.expires.strip():
        text = rules.expires.strip()
        life = timing.instant(text if timing.is_literal(text) else _value(task, text), root.now, zone_of(task)) - root.now
    return Invitation(recipient, name, _language(task, rules.language), life, rules.code)


def _language(task: Any, text: str | None) -> str:
    """A language as it stands, or what an expression says."""
    text = (text or "").strip()
    plain = _LANGUAGE.fullmatch(text) and text not in task.data
    return text if plain else str(_value(task, text) or "")


def _value(task: Any, expression: str | None) -> Any:
    return task.workflow.script_engine.evaluate(task, expression) if expression and expression.strip() else None
