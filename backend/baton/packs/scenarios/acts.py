"""What a step of a story does: one function per action."""

from collections.abc import Callable
from datetime import datetime

from baton.domain.actors import PLATFORM
from baton.domain.durations import parse_duration
from baton.domain.engine import Start
from baton.domain.errors import InvalidInput, Rejection
from baton.domain.instances import ProcessInstance
from baton.domain.policy import can
from baton.domain.tasks import UserTask
from baton.packs.scenarios.connectors import failure
from baton.packs.scenarios.scene import Mismatch, Scene
from baton.packs.scenarios.story import Step
from baton.usecases import due, instances, messages, tasks


def begin(scene: Scene) -> None:
    """Start the process as the story says."""
    story = scene.story
    start = Start(
        dict(story.given), story.start.get("kind", "none"), story.start.get("name"), dict(story.start.get("payload", {}))
    )
    started = instances.start_instance(scene.platform, scene.actor(None), story.process, start, story.business_key)
    assert isinstance(started, ProcessInstance)
    scene.instance_id = started.id
    scene.settle()


def _complete(scene: Scene, step: Step) -> None:
    given = dict(step.given)
    outcome = step.details.get("outcome") or given.pop("outcome", None)
    task = task_of(scene, step)
    tasks.complete(scene.platform, scene.actor(step.actor), task.id, (given, outcome))


def _claim(scene: Scene, step: Step) -> None:
    tasks.claim(scene.platform, scene.actor(step.actor), task_of(scene, step).id)


def _refused(scene: Scene, step: Step) -> None:
    try:
        _complete(scene, step)
    except (Rejection, Mismatch):
        return
    raise Mismatch(f"completing {step.target} should have been refused")


def _message(scene: Scene, step: Step) -> None:
    sent = messages.Sent(step.target, dict(step.given), dict(step.details.get("correlation", {})))
    messages.send_message(scene.platform, PLATFORM, sent)


def _signal(scene: Scene, step: Step) -> None:
    messages.send_signal(scene.platform, PLATFORM, messages.Sent(step.target, dict(step.given)))


def _advance(scene: Scene, step: Step) -> None:
    try:
        target = scene.clock.now() + parse_duration(step.target)
    except OverflowError:
        raise InvalidInput(f"{step.target} leads past the last day of the calendar.") from None
    except ValueError as error:
        raise InvalidInput(f"{error}.") from None
    while (stop := _next_stop(scene)) is not None and stop <= target:
        scene.clock.move_to(stop)
        scene.settle()
    scene.clock.move_to(target)


def _next_stop(scene: Scene) -> datetime | None:
    """The next moment at which something comes due. Calls that wait for the story's answer are due already and hide what
    comes after them, so the instance is asked as well."""
    waiting = scene.platform.queries.waiting(scene.instance_id)
    moments = [due.next_due(scene.platform), *(wait.due_at for wait in waiting.waits), *(job.due_at for job in waiting.jobs)]
    return min((moment for moment in moments if moment and moment > scene.clock.now()), default=None)


def _reply(scene: Scene, step: Step) -> None:
    scene.connectors.answer(step.target, dict(step.given))


def _fail(scene: Scene, step: Step) -> None:
    for _ in range(int(step.details.get("times", 1))):
        scene.connectors.answer(step.target, failure(step.details))


def _cancel(scene: Scene, step: Step) -> None:
    reason = step.target if isinstance(step.target, str) else "the scenario says so"
    instances.cancel(scene.platform, scene.actor(step.actor), scene.instance_id, reason)


PLAYS: dict[str, Callable[[Scene, Step], None]] = {
    "complete": _complete,
    "claim": _claim,
    "refused": _refused,
    "message": _message,
    "signal": _signal,
    "advance": _advance,
    "reply": _reply,
    "fail": _fail,
    "cancel": _cancel,
}


def task_of(scene: Scene, step: Step) -> UserTask:
    """The open task that the step means: of those that its person may complete, the ``nth``."""
    found = candidates(scene, str(step.target), step.actor)
    place = int(step.details.get("nth", 0))
    if len(found) <= place:
        names = ", ".join(sorted(task.element_id for task in scene.open_tasks())) or "none"
        raise Mismatch(f"there is no open task {step.target}; open are: {names}")
    return found[place]


def candidates(scene: Scene, target: str, person: str | None) -> list[UserTask]:
    """The open tasks of an element (by id or name) that the person may complete; all of them when that is none."""
    named = [task for task in scene.open_tasks() if target in (task.element_id, task.name)]
    actor = scene.actor(person)
    return [task for task in named if can(actor, "task.complete", task)] or named
