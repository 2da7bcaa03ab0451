"""Plays a story on a fresh platform in memory: real engine, real use cases, fake clock and connectors."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from baton.domain.actors import PLATFORM
from baton.domain.engine import CheckReport
from baton.domain.errors import Rejection
from baton.domain.scenarios import Bounds, Cast, Trouble
from baton.packs.scenarios import acts, expectations
from baton.packs.scenarios.connectors import ScriptedConnectors
from baton.packs.scenarios.scene import Allowance, Mismatch, Scene, Stage, TooMuch
from baton.packs.scenarios.story import Step, Story
from baton.usecases.act import Act, run
from baton.usecases.deploy import accepted, deploy_checked

Checked = tuple[Mapping[str, bytes], CheckReport]


@dataclass
class Course:
    """How far the story came: the journal's length and the clock after the start and every step, and what went wrong."""

    seqs: list[int] = field(default_factory=list)
    moments: list[datetime] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def run_story(stage: Stage, files: Mapping[str, bytes], story: Story, people: Mapping[str, tuple[str, ...]]) -> str | None:
    """Play the story; None when everything is as it says, else the first thing that is not."""
    with staged(stage, Cast(files, people), story, Bounds(120, 100_000, 100_000)) as scene:
        course = follow(scene)
    return str(course.troubles[0]) if course.troubles else None


@contextmanager
def staged(stage: Stage, cast: Cast, story: Story, bounds: Bounds, checked: Checked | None = None) -> Iterator[Scene]:
    """The platform of one story with the model deployed. ``checked``: the files as they run and their report, if known."""
    held = (
        None if story.hold else frozenset(str(s.target).replace("/", ".") for s in story.steps if s.action in ("reply", "fail"))
    )
    platform, clock, connectors = stage(story.at, ScriptedConnectors(held))
    try:
        files, report = checked or accepted(platform, cast.files)
        deployment = run(platform, lambda act: deploy_checked(platform, act, files, report, PLATFORM))

        def only_the_story_starts(act: Act) -> None:
            for definition in deployment.definitions:
                for start in definition.outline.starts:
                    if start.kind == "timer":
                        act.uow.arm_start(definition, start, None)

        run(platform, only_the_story_starts)
        lanes = frozenset(lane for definition in deployment.definitions for lane in definition.outline.lanes)
        yield Scene(platform, clock, connectors, story, cast.people, lanes, Allowance(bounds))
    finally:
        platform.store.close()


def follow(scene: Scene) -> Course:
    """Play start, steps and end until something stops it. What does not hold is written down, and the story goes on."""
    course = Course()
    steps = scene.story.steps
    try:
        if len(steps) > scene.allowance.bounds.steps:
            raise TooMuch(f"has {len(steps)} steps; at most {scene.allowance.bounds.steps} are played.")
        if not _tried(course, (0, "the start"), lambda: acts.begin(scene)):
            return course
        _mark(scene, course)
        for number, step in enumerate(steps, start=1):
            if not _tried(course, (number, _named(step, number)), _act(scene, step)):
                return course
            _mark(scene, course)
            _expect(scene, course, (number, f"step {number}"), step.expect)
        _expect(scene, course, (len(steps) + 1, "at the end"), scene.story.expect)
    except TooMuch as limit:
        course.troubles.append(Trouble(len(course.moments), "limit", "the story", str(limit)))
    return course


def _act(scene: Scene, step: Step) -> Callable[[], None]:
    def play() -> None:
        if step.action:
            acts.PLAYS[step.action](scene, step)
            scene.settle()

    return play


def _tried(course: Course, where: tuple[int, str], play: Callable[[], None]) -> bool:
    number, place = where
    try:
        play()
    except Rejection as refusal:
        course.troubles.append(Trouble(number, "refused", place, _reasons(refusal), refusal.problems))
    except Mismatch as mismatch:
        course.troubles.append(Trouble(number, "impossible", f"step {number}", str(mismatch)))
    else:
        return True
    return False


def _named(step: Step, number: int) -> str:
    return f"step {number} ({step.action} {step.target})"


def _mark(scene: Scene, course: Course) -> None:
    course.seqs.append(scene.platform.queries.instance_row(scene.instance_id).instance.seq)
    course.moments.append(scene.clock.now())


def _expect(scene: Scene, course: Course, where: tuple[int, str], expected: Mapping[str, Any]) -> None:
    number, place = where
    for difference in expectations.differences(scene, expected):
        course.troubles.append(Trouble(number, "different", place, difference))


def _reasons(refusal: Rejection) -> str:
    return "; ".join([str(refusal), *(f"{p.field or p.element_id or ''} {p.message}".strip() for p in refusal.problems)])
