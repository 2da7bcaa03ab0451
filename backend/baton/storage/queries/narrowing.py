"""What narrows a list of tasks: each filter as a condition, and those about variables."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select, bindparam

from baton.domain.ports.queries import TaskFilter
from baton.domain.working.worklists import BETWEEN, CONTAINS, EMPTY, EQUALS, FILLED, Condition, as_number
from baton.storage.tables.base import NEVER, microseconds
from baton.storage.tables.tasks import group, task_candidates, user_tasks
from baton.storage.tables.working.worklists import instance_facts, snoozes

_ACTOR: ColumnElement[str] = bindparam("actor", type_=sa.Text())
_F = instance_facts.c
# Few people put tasks aside at all; for everybody else no list has to look for them, in none of the ways that lead to a task.
PUTS_ASIDE = sa.select(sa.exists().where(snoozes.c.person_id == _ACTOR))


def candidate(*fits: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether one of a task's candidates fits."""
    return sa.exists().where(task_candidates.c.task_id == user_tasks.c.id, *fits).correlate(user_tasks)


def _text(name: str) -> ColumnElement[str]:
    return bindparam(name, type_=sa.Text())


def _number(name: str) -> ColumnElement[int]:
    return bindparam(name, type_=sa.BigInteger())


# About what only the task itself says.
NARROWED: dict[str, ColumnElement[bool]] = {
    "instance_id": user_tasks.c.instance_id == _text("instance_id"),
    "among": user_tasks.c.instance_id.in_(bindparam("among", expanding=True)),
    "assignee": user_tasks.c.assignee == _text("assignee"),
    "definition_key": user_tasks.c.definition_key == _text("definition_key"),
    "element_id": user_tasks.c.element_id == _text("element_id"),
    "group": candidate(task_candidates.c.who == _text("group")),
    "text": user_tasks.c.search.like(_text("text"), escape="/"),
}
SELECTIVE = {"instance_id", "assignee", "text", "among"}
RANKED = ("due_from", "due_before", "priority", "awake", "undated")


def ranked(table: sa.Table, key: ColumnElement[str], names: Iterable[str]) -> list[ColumnElement[bool]]:
    """About what the rows of candidates say as well: the index alone answers."""
    c = table.c
    aside = sa.exists().where(
        snoozes.c.person_id == _ACTOR, snoozes.c.task_id == key, snoozes.c.until > _number("awake"),
        sa.or_(c.due_rank > _number("awake"), c.due_rank <= sa.type_coerce(snoozes.c.since, sa.BigInteger())),
    )  # fmt: skip
    found = {
        "due_from": c.due_rank >= _number("due_from"),
        "due_before": c.due_rank < _number("due_before"),
        "priority": c.priority_rank <= _number("priority"),
        "awake": ~aside.correlate(table),
        "undated": c.due_rank == _number("undated"),
    }
    return [found[name] for name in RANKED if name in names]


def values_of(wanted: TaskFilter) -> dict[str, Any]:
    """The filters in use, as the statement's values."""
    text = escaped(wanted.text.strip().casefold())
    moments = {"due_from": wanted.due_from, "due_before": wanted.due_before, "awake": wanted.awake_at}
    found = {
        "instance_id": wanted.instance_id, "assignee": wanted.assignee, "definition_key": wanted.definition_key,
        "group": group(wanted.group) if wanted.group is not None else None, "text": f"%{text}%" if text else None,
        "element_id": wanted.element_id, "priority": None if wanted.priority is None else -wanted.priority,
        "undated": NEVER if wanted.undated else None,
        **{name: None if at is None else microseconds(at) for name, at in moments.items()},
    }  # fmt: skip
    if wanted.due_from is not None and wanted.due_before is None:
        found["due_before"] = NEVER  # what has no due date is not due later
    return {name: value for name, value in found.items() if value is not None}


def escaped(text: str) -> str:
    """A text that ``like`` takes literally, with ``/`` to escape by."""
    for character in ("/", "%", "_"):
        text = text.replace(character, f"/{character}")
    return text


def instances_where(condition: Condition) -> Select[Any] | None:
    """The instances for which it holds, along an index; None for what no index tells."""
    if condition.operator in (EMPTY, FILLED):
        return None
    ways = [sa.select(_F.instance_id).where(_F.name == condition.name, fits) for fits in _fits(condition)]
    return ways[0] if len(ways) == 1 else sa.select(sa.union(*ways).subquery().c.instance_id)


def holds(condition: Condition) -> ColumnElement[bool]:
    """Whether it holds for the instance of a task."""
    here = sa.exists().where(_F.instance_id == user_tasks.c.instance_id, _F.name == condition.name).correlate(user_tasks)
    if condition.operator in (EMPTY, FILLED):
        filled = here.where(sa.or_(_F.number.is_not(None), _F.text != ""))
        return filled if condition.operator == FILLED else ~filled
    return here.where(sa.or_(*_fits(condition)))


def _fits(condition: Condition) -> list[ColumnElement[bool]]:
    """A number is compared with numbers, anything else with texts; what has to be equal may be either."""
    operator, text = condition.operator, condition.value.casefold()
    number, upto = as_number(condition.value), as_number(condition.upto)
    if operator == CONTAINS:
        return [_F.text.like(f"%{escaped(text)}%", escape="/")]
    if operator == EQUALS:
        return [_F.text == text, *([_F.number == number] if number is not None else [])]
    if operator == BETWEEN:
        # A day counts to its end: every moment in it begins with its text.
        end = condition.upto.casefold() + "\U0010ffff"
        return [_F.number.between(number, upto) if number is not None else _F.text.between(text, end)]
    column: Any = _F.text if number is None else _F.number
    value: Any = text if number is None else number
    return [{">": column > value, "<": column < value, ">=": column >= value, "<=": column <= value}[operator]]
