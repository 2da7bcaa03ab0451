"""What stands when a story has been played: read from the platform in memory before it is thrown away."""

from collections.abc import Iterator
from typing import Any

from baton.domain.actors import PLATFORM
from baton.domain.definitions import ProcessDefinition
from baton.domain.engine import Move
from baton.domain.errors import InvalidInput, NotFound
from baton.domain.forms import EMPTY_FORM
from baton.domain.jobs import CONNECTOR
from baton.domain.ports.queries import PageRequest
from baton.domain.scenarios import AskedForm, Passage, Standing
from baton.packs.scenarios.acts import candidates
from baton.packs.scenarios.runner import Course
from baton.packs.scenarios.scene import Scene
from baton.usecases import instances, tasks


def standing(scene: Scene, course: Course) -> Standing:
    """Everything that a designer wants to see after the last step that was played."""
    definition = definition_of(scene)
    if not scene.instance_id:
        return Standing(scene.clock.now(), elements=definition.outline.elements, troubles=tuple(course.troubles))
    waiting = scene.platform.queries.waiting(scene.instance_id)
    row = scene.platform.queries.instance_row(scene.instance_id)
    jobs = tuple(job for job in waiting.jobs if job.kind == CONNECTOR)
    due = [wait.due_at for wait in waiting.waits if wait.due_at] + [job.due_at for job in waiting.jobs]
    later = [moment for moment in due if moment > scene.clock.now()]
    return Standing(
        scene.clock.now(), row.instance.state.value, tuple(_passages(scene, course)), waiting.tasks, waiting.waits, jobs,
        scene.platform.queries.incidents(scene.instance_id, "raised", PageRequest(200)).items,
        instances.variables(scene.platform, scene.instance_id), definition.outline.elements, tuple(course.moments),
        tuple(course.troubles), min(later, default=None),
    )  # fmt: skip


def asked_form(scene: Scene, activity: str, person: str) -> AskedForm:
    """The form of an open activity as ``person`` sees it."""
    open_tasks = [task for task in scene.open_tasks() if task.activity == activity]
    if not open_tasks:
        raise NotFound(f"No task waits at {activity} at this point of the story.")
    task = open_tasks[0]
    found = tasks.open_form(scene.platform, PLATFORM, task.id)
    chosen = [one.id for one in candidates(scene, task.element_id, person)]
    nth = chosen.index(task.id) if task.id in chosen else 0
    return AskedForm(found.form, found.values, found.variables, found.element, found.task, nth)


def start_form(scene: Scene) -> AskedForm:
    """The form of the start that the story names, with the values that the story gives."""
    definition, given = definition_of(scene), scene.story.given
    kind = scene.story.start.get("kind", "none")
    name = next((start.form for start in definition.outline.starts if start.kind == kind and start.form), None)
    form = scene.platform.forms.load(definition.files, name) if name else EMPTY_FORM
    return AskedForm(form, {**scene.platform.forms.initial(form, {}), **given})


def definition_of(scene: Scene) -> ProcessDefinition:
    """The deployed process of the story. Raises ``InvalidInput``."""
    with scene.platform.store.read() as uow:
        found = uow.latest_definition(scene.story.process)
    if found is None:
        raise InvalidInput(f"The model has no process “{scene.story.process}” that can be executed.")
    return found


def _passages(scene: Scene, course: Course) -> Iterator[Passage]:
    with scene.platform.store.read() as uow:
        entries = uow.entries(scene.instance_id)
    step = 0
    for entry in entries:
        while step < len(course.seqs) and entry.seq > course.seqs[step]:
            step += 1
        for move in _moves(entry.content):
            yield Passage(step, move)


def _moves(content: dict[str, Any]) -> Iterator[Move]:
    for activity, element_id, state, type, process in content.get("moves", ()):
        yield Move(activity, element_id, state, type, process)
