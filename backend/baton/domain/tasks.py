"""User tasks: what stands on a worklist."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from baton.domain.errors import Conflict, said


class TaskState(StrEnum):
    OPEN = "open"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class UserTask:
    """One activity that waits for one person. ``candidate_groups`` may claim it; with neither groups nor users nor
    assignee anybody signed in may. ``title`` is the sentence a worklist row shows after the name. ``on_behalf_of``: the absent person for
    whom the assignee has it."""

    id: str
    instance_id: str
    activity: str
    element_id: str
    name: str
    title: str
    definition_id: str
    definition_key: str
    business_key: str | None
    state: TaskState
    created_at: datetime
    form: str | None = None
    assignee: str | None = None
    candidate_groups: tuple[str, ...] = ()
    candidate_users: tuple[str, ...] = ()
    due_at: datetime | None = None
    priority: int = 50
    ended_at: datetime | None = None
    ended_by: str | None = None
    not_same_as: tuple[str, ...] = ()
    on_behalf_of: str | None = None

    def require_open(self) -> None:
        """Refuse with who and when if the task is over."""
        if self.state is TaskState.OPEN:
            return
        told = {
            "name": self.name,
            "who": self.ended_by or "Baton",
            "when": f"{self.ended_at:%Y-%m-%d %H:%M} UTC" if self.ended_at else "?",
        }
        if self.state is TaskState.COMPLETED:
            message = said("“{name}” is already completed by {who} at {when}.", **told)
        else:
            message = said("“{name}” is already cancelled by {who} at {when}.", **told)
        raise Conflict(message, task=self.id, by=self.ended_by, at=self.ended_at)

    def claimed(self, person: str, on_behalf_of: str | None = None) -> "UserTask":
        """The task in the hands of ``person``, perhaps for somebody who is away; refused if it is in other hands."""
        self.require_open()
        if self.assignee not in (None, person, on_behalf_of):
            raise Conflict(
                said("“{name}” was taken by {assignee}.", name=self.name, assignee=self.assignee), task=self.id, by=self.assignee
            )
        return replace(self, assignee=person, on_behalf_of=on_behalf_of)

    def assigned(self, person: str | None) -> "UserTask":
        """The open task handed to ``person``, or back to its candidates."""
        self.require_open()
        return replace(self, assignee=person, on_behalf_of=None)

    def ended(self, state: TaskState, by: str | None, at: datetime) -> "UserTask":
        return replace(self, state=state, ended_by=by, ended_at=at)
