"""Who may do what. ``can(actor, action, object)`` is the only place that decides; everything else asks it."""

from typing import Any

from baton.domain.actors import Actor, Role
from baton.domain.errors import Forbidden, said
from baton.domain.instances import ProcessInstance
from baton.domain.tasks import UserTask

_BY_ROLE: dict[str, frozenset[Role]] = {
    "worklist.see": frozenset(Role),
    "process.start": frozenset({Role.TASK_OWNER, Role.OPERATOR, Role.ADMIN, Role.DESIGNER}),
    "instance.list": frozenset(Role),
    "instance.see": frozenset({Role.AUDITOR, Role.OPERATOR, Role.ADMIN, Role.DESIGNER}),
    "instance.migrate": frozenset({Role.OPERATOR, Role.ADMIN}),
    "impact.see": frozenset({Role.DESIGNER, Role.OPERATOR, Role.ADMIN}),
    "instance.operate": frozenset({Role.OPERATOR, Role.ADMIN}),
    "history.verify": frozenset({Role.AUDITOR, Role.OPERATOR, Role.ADMIN}),
    "incident.see": frozenset({Role.AUDITOR, Role.OPERATOR, Role.ADMIN, Role.DESIGNER}),
    "incident.retry": frozenset({Role.OPERATOR, Role.ADMIN}),
    "definition.see": frozenset(Role),
    "model.edit": frozenset({Role.DESIGNER, Role.ADMIN}),
    "model.deploy": frozenset({Role.DESIGNER, Role.ADMIN}),
    "model.approve": frozenset({Role.DESIGNER, Role.ADMIN}),
    "model.relax": frozenset({Role.ADMIN}),
    "message.send": frozenset({Role.OPERATOR, Role.ADMIN, Role.DESIGNER}),
    "pack.see": frozenset({Role.DESIGNER, Role.OPERATOR, Role.ADMIN, Role.AUDITOR}),
    "pack.import": frozenset({Role.ADMIN}),
    "lookup.administer": frozenset({Role.ADMIN}),
    "people.administer": frozenset({Role.ADMIN}),
    "health.see": frozenset({Role.OPERATOR, Role.ADMIN}),
    "task.assign": frozenset({Role.OPERATOR, Role.ADMIN}),
    "clock.set": frozenset({Role.ADMIN}),
}
SCOPES = frozenset(_BY_ROLE) | {"task.see", "task.claim", "task.complete"}


def can(actor: Actor, action: str, subject: Any = None) -> bool:
    """Whether ``actor`` may do ``action``, to ``subject`` where the action is about one thing."""
    if actor.scopes is not None and action not in actor.scopes:
        return False
    if isinstance(subject, UserTask):
        return _can_task(actor, action, subject)
    if action == "instance.see" and isinstance(subject, ProcessInstance) and subject.started_by == actor.id:
        return True
    return bool(actor.roles & _BY_ROLE.get(action, frozenset()))


def require(actor: Actor, action: str, subject: Any = None, message: str = "") -> None:
    """Refuse unless ``can``."""
    if not can(actor, action, subject):
        raise Forbidden(
            message
            or said(
                "{name} may not do this ({action}). Ask an administrator for the right.",
                name=actor.name or actor.id,
                action=action,
            )
        )


def sees_all_tasks(actor: Actor) -> bool:
    """People who watch over everybody's work."""
    return actor.has(Role.OPERATOR, Role.ADMIN, Role.AUDITOR)


def _can_task(actor: Actor, action: str, task: UserTask) -> bool:
    if actor.only_task is not None:
        return task.id == actor.only_task and action in ("task.see", "task.complete")
    if action == "task.see":
        return task.assignee in actor.hands or _candidate(actor, task) or sees_all_tasks(actor)
    if action in ("task.claim", "task.complete"):
        if task.assignee is not None:
            return task.assignee in actor.hands or (action == "task.claim" and _candidate(actor, task))
        return _candidate(actor, task) or actor.has(Role.ADMIN)
    if action == "task.assign" and task.assignee in actor.hands:
        return True
    return bool(actor.roles & _BY_ROLE.get(action, frozenset()))


def _candidate(actor: Actor, task: UserTask) -> bool:
    if not task.candidate_groups and not task.candidate_users:
        return task.assignee is None
    return bool(actor.hands.intersection(task.candidate_users) or actor.groups.intersection(task.candidate_groups))
