"""The note that says what was completed and takes it back as long as that is possible."""

from dataclasses import dataclass

from baton.domain.actors import ANONYMOUS
from baton.usecases.worklist import completing
from baton.web.security.actor import current_actor
from baton.web.wired import platform

UNDO = "undo"
"""The kind of flashed message that holds the id of a task whose completion waits."""


@dataclass(frozen=True)
class Undoable:
    task_id: str
    name: str
    seconds: int


def undoable(task_id: str) -> Undoable | None:
    """What the actor completed a moment ago, and for how many seconds more they can take it back."""
    actor = current_actor()
    pending = completing.pending(platform(), [task_id]).get(task_id) if actor is not ANONYMOUS else None
    if pending is None or pending.by != actor.id:
        return None
    left = (pending.until - platform().clock.now()).total_seconds()
    return Undoable(task_id, pending.name, max(1, round(left)))
