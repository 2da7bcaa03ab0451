"""Runs a story on a fresh platform in memory: real engine, real use cases, fake clock and connectors."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from baton.domain.actors import PLATFORM, Actor, Role
from baton.domain.durations import parse_duration
from baton.domain.engine import Start
from baton.domain.errors import Rejection
from baton.domain.policy import can
from baton.domain.ports.queries import PageRequest, TaskFilter
from baton.domain.tasks import UserTask
from baton.packs.scenarios import expectations
from baton.packs.scenarios.connectors import ScriptedConnectors, failure
from baton.packs.scenarios.story import Step, Story
from baton.usecases import due, instances, messages, tasks, testclock
from baton.usecases.deploy import deploy
from baton.usecases.platform import Platform

Staged = tuple[Platform, testclock.MovableClock, ScriptedConnectors]
Stage = Callable[[datetime, ScriptedConnectors], Staged]


class Mismatch(Exception):
    """The story went another way than it says."""


@dataclass
class Scene:
    """A story being played."""

    platform: Platform
    clock: testclock.MovableClock
    connectors: ScriptedConnectors
    story: Story
    people: Mapping[str, tuple[str, ...]]
    groups: frozenset[str]
    instance_id: str = ""

    def actor(self, name: str | None) -> Actor:
        """A person of the story; one whom the pack does not name belongs to every group."""
        name = name or self.story.actor
        groups = frozenset(self.people[name]) if name in self.people else self.groups
        return Actor(name, name, groups, frozenset({Role.TASK_OWNER, Role.OPERATOR}))

    def open_tasks(self) -> tuple[UserTask, ...]:
        return self.platform.queries.tasks(PLATFORM, TaskFilter(instance_id=self.instance_id), PageRequest(200)).items

    def settle(self) -> None:
        """Do what is due and can be answered."""
        while sum(due.do(self.platform, piece) for piece in due.pieces(self.platform) if self._answerable(piece)):
            pass

    def _answerable(self, piece: Any) -> bool:
        if piece.kind != "job":
            return True
        with self.platform.store.read() as uow:
            job = uow.job(piece.id)
        return job.kind != "connector" or self.connectors.ready(job.operation or "")


def run_story(stage: Stage, files: Mapping[str, bytes], story: Story, people: Mapping[str, tuple[str, ...]]) -> str | None:
    """Play the story; None when everything is as it says, else the first thing that is not."""
    held = frozenset(str(step.target).replace("/", ".") for step in story.steps if step.action in ("reply", "fail"))
    platform, clock, connectors = stage(story.at, ScriptedConnectors(held))
    try:
        deployment = deploy(platform, PLATFORM, files)
        lanes = frozenset(lane for d in deployment.definitions for lane in d.outline.lanes)  # type: ignore[union-attr]
        scene = Scene(platform, clock, connectors, story, people, lanes)
        _begin(scene)
        for number, step in enumerate(story.steps, start=1):
            _play(scene, step, number)
        _expect(scene, story.expect, "at the end")
    except Mismatch as mismatch:
        return str(mismatch)
    finally:
        platform.store.close()
    return None


def _begin(scene: Scene) -> None:
    story = scene.story
    start = Start(
        dict(story.given), story.start.get("kind", "none"), story.start.get("name"), dict(story.start.get("payload", {}))
    )
    try:
        started = instances.start_instance(scene.platform, scene.actor(None), story.process, start)
    except Rejection as refusal:
        raise Mismatch(f"the start was refused: {_reasons(refusal)}") from None
    scene.instance_id = started.id  # type: ignore[union-attr]
    scene.settle()


def _play(scene: Scene, step: Step, number: int) -> None:
    place = f"step {number}"
    if step.action:
        try:
            PLAYS[step.action](scene, step)
        except Rejection as refusal:
            raise Mismatch(f"{place} ({step.action} {step.target}) was refused: {_reasons(refusal)}") from None
        except Mismatch as mismatch:
            raise Mismatch(f"{place}: {mismatch}") from None
        scene.settle()
    _expect(scene, step.expect, place)


def _expect(scene: Scene, expected: Mapping[str, Any], place: str) -> None:
    if expected and (different := expectations.first_difference(scene, expected)):
        raise Mismatch(f"{place}: {different}")


def _complete(scene: Scene, step: Step) -> None:
    given = dict(step.given)
    outcome = step.details.get("outcome") or given.pop("outcome", None)
    task = _task(scene, step)
    tasks.complete(scene.platform, scene.actor(step.actor), task.id, (given, outcome))


def _claim(scene: Scene, step: Step) -> None:
    tasks.claim(scene.platform, scene.actor(step.actor), _task(scene, step).id)


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
    target = scene.clock.now() + parse_duration(step.target)
    while (stop := due.next_due(scene.platform)) is not None and scene.clock.now() < stop <= target:
        scene.clock.move_to(stop)
        scene.settle()
    scene.clock.move_to(target)


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


def _task(scene: Scene, step: Step) -> UserTask:
    named = [task for task in scene.open_tasks() if step.target in (task.element_id, task.name)]
    found = [task for task in named if can(scene.actor(step.actor), "task.complete", task)] or named
    place = int(step.details.get("nth", 0))
    if len(found) <= place:
        names = ", ".join(sorted(task.element_id for task in scene.open_tasks())) or "none"
        raise Mismatch(f"there is no open task {step.target}; open are: {names}")
    return found[place]


def _reasons(refusal: Rejection) -> str:
    return "; ".join([str(refusal), *(f"{p.field or p.element_id or ''} {p.message}".strip() for p in refusal.problems)])
