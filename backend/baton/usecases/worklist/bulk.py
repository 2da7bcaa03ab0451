"""One thing done to many tasks: each is an act of its own, and each says what became of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from baton.domain.actors import Actor
from baton.domain.errors import InvalidInput, Rejection, said
from baton.domain.problems import Problem
from baton.domain.tasks import UserTask
from baton.domain.working.submissions import NOTHING_SEEN, Seen
from baton.usecases import tasks
from baton.usecases.filling.form_drafts import drafts_of
from baton.usecases.platform import Platform
from baton.usecases.worklist.completing import pending

MOST = 200
DONE, REFUSED, NEEDS_VALUES = "done", "refused", "needs-values"


@dataclass(frozen=True)
class Row:
    """What became of one task; ``by`` is whoever was first."""

    task_id: str
    state: str
    message: str = ""
    by: str | None = None


def each(task_ids: Iterable[str], act: Callable[[str], object]) -> list[Row]:
    """Do it to every task in turn. What is refused for one says nothing about the next."""
    ids = list(dict.fromkeys(task_ids))
    if not ids:
        raise InvalidInput(said("Select at least one task first."))
    if len(ids) > MOST:
        raise InvalidInput(
            said("At most {most} tasks at once; you selected {count}. Nothing was changed.", most=MOST, count=len(ids))
        )
    return [_one(id, act) for id in ids]


def _one(id: str, act: Callable[[str], object]) -> Row:
    try:
        act(id)
    except InvalidInput as refusal:
        words = "; ".join(problem.message for problem in refusal.problems[:3]) or str(refusal)
        return Row(id, NEEDS_VALUES if refusal.problems else REFUSED, words)
    except Rejection as refusal:
        by = refusal.details.get("by")
        return Row(id, REFUSED, str(refusal), by if isinstance(by, str) else None)
    return Row(id, DONE)


@dataclass(frozen=True)
class Shape:
    """What tasks have to have in common to be completed together: the step, its form and its outcomes (value, label)."""

    definition_key: str
    element_id: str
    form: str
    name: str
    outcomes: tuple[tuple[str, str], ...]


def shapes(platform: Platform, actor: Actor, task_ids: Iterable[str]) -> dict[Shape, list[str]]:
    """The tasks by their shape; those the actor may not see are left out."""
    found: dict[Shape, list[str]] = {}
    for id in dict.fromkeys(task_ids):
        try:
            shape = _shape(platform, tasks.visible_task(platform, actor, id))
        except Rejection:
            continue
        found.setdefault(shape, []).append(id)
    return found


def _shape(platform: Platform, task: UserTask) -> Shape:
    with platform.store.read() as uow:
        element = uow.definition(task.definition_id).outline.elements[task.element_id]
    outcomes = tuple((outcome.value, outcome.label) for outcome in element.outcomes)
    return Shape(task.definition_key, task.element_id, task.form or "", task.name, outcomes)


def complete_all(
    platform: Platform, actor: Actor, chosen: tuple[Iterable[str], str | None], seen: Seen = NOTHING_SEEN
) -> list[Row]:
    """Complete tasks of one shape with what is filled in already and that outcome; whatever needs a value stays open, and so does
    what the actor began to fill in or has completed in another way a moment ago."""
    ids = list(dict.fromkeys(chosen[0]))
    if len(shapes(platform, actor, ids[: MOST + 1])) > 1:
        raise InvalidInput(said("Tasks of different steps cannot be completed together. Nothing was changed; select one kind."))
    owed, begun = pending(platform, ids[:MOST]), drafts_of(platform, actor, ids[:MOST])

    def complete(id: str) -> None:
        if id in owed:
            raise tasks.being_completed(owed[id].name, id, owed[id].by)
        if id in begun:
            message = said("You began to fill this in. Open it and complete it there, or discard what you typed.")
            raise InvalidInput(message, problems=[Problem("bulk.begun", message)])
        values = tasks.open_form(platform, actor, id).values
        tasks.complete(platform, actor, id, (values, chosen[1]), seen=seen)

    return each(ids, complete)
