"""Evaluates what a model says about a user task the moment it opens: for whom, until when, how urgent."""

import re
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.util.task import TaskState

from baton.domain.calendars.working_hours import Calendar
from baton.domain.engine import OpenedTask
from baton.domain.incidents import FailureKind
from baton.engine import timing
from baton.engine.model.extensions import WORKING_TIME, Element, TaskRules
from baton.engine.repairs.events.timers import due, zone_of
from baton.engine.repairs.failure import ActivityFailed
from baton.engine.run.outcome.escalating import escalated
from baton.engine.run.outcome.outsiders import invitation
from baton.engine.run.scope import Root

_NAMES = re.compile(r"[\w@.+-][\w@.+ -]*(?:,\s*[\w@.+-][\w@.+ -]*)*")
DEFAULT_PRIORITY = 50


def opened(root: Root, task: Any) -> OpenedTask:
    """The user task that ``task`` offers. Raises what failing expressions raise."""
    element: Element = task.task_spec.around
    rules, outline = element.rules, element.outline
    lane = (outline.lane,) if outline.lane else ()
    title = _value(task, rules.title)
    value = _value(task, rules.assignee)
    assignee = None if value in (None, "") else str(value)
    groups = _names(task, rules.candidate_groups) if rules.candidate_groups else lane
    users = _names(task, rules.candidate_users)
    if assignee is None and not groups and not users:
        groups, users = _names(task, rules.fallback_groups), _names(task, rules.fallback_users)
    return OpenedTask(
        activity=root.name(task),
        element_id=element.id,
        name=outline.name,
        title=outline.name if title is None else str(title),
        form=outline.form,
        assignee=assignee,
        candidate_groups=groups,
        candidate_users=users,
        due_at=_due(root, task, rules),
        priority=_priority(task, rules.priority),
        not_same_as=rules.not_same_as,
        outsider=invitation(root, task, rules.outsider) if rules.outsider else None,
        escalated=escalated(task),
    )


def _value(task: Any, expression: str | None) -> Any:
    return task.workflow.script_engine.evaluate(task, expression) if expression and expression.strip() else None


def _names(task: Any, text: str | None) -> tuple[str, ...]:
    """A list of names as it stands, the variable of that name, or the value of an expression."""
    text = (text or "").strip()
    if not text:
        return ()
    known = text in task.data
    if _NAMES.fullmatch(text) and not known and "." not in text:
        return tuple(name.strip() for name in text.split(","))
    value = task.data[text] if known else _value(task, text)
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list):
        raise ActivityFailed(FailureKind.EXPRESSION, f"{text} must be a list of names, not {value!r}")
    return tuple(str(name).strip() for name in value if str(name).strip())


def _priority(task: Any, text: str | None) -> int:
    if text is None or not text.strip():
        return DEFAULT_PRIORITY
    value = text.strip() if text.strip().isdigit() else _value(task, text)
    return int(value)


def _due(root: Root, task: Any, rules: TaskRules) -> datetime | None:
    text = rules.due_date
    if text and text.strip():
        value = text.strip() if timing.is_literal(text) else _value(task, text)
        return None if value in (None, "") else timing.instant(value, root.now, zone_of(task), _calendar(task, rules))
    return _boundary_due(task)


def _calendar(task: Any, rules: TaskRules) -> Calendar | None:
    return task.task_spec.around.calendar if rules.counts == WORKING_TIME else None


def _boundary_due(task: Any) -> datetime | None:
    """The earliest interrupting boundary timer, else the earliest of all."""
    above = task.parent
    if above is not None and isinstance(above.task_spec, LoopTask):
        above = above.parent
    if above is None or not isinstance(above.task_spec, BoundaryEventSplit):
        return None
    timers = [
        (not sibling.task_spec.cancel_activity, at)
        for sibling in above.children
        if isinstance(sibling.task_spec, BoundaryEvent)
        and sibling._state == TaskState.WAITING
        and isinstance(sibling.task_spec.event_definition, TimerEventDefinition)
        and (at := due(sibling)) is not None
    ]
    return min(timers)[1] if timers else None
