"""A story being played: the platform in memory, its people, and how much it may still do."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from baton.domain.actors import PLATFORM, Actor, Role
from baton.domain.jobs import CONNECTOR
from baton.domain.ports.queries import PageRequest, TaskFilter
from baton.domain.scenarios import Bounds
from baton.domain.tasks import UserTask
from baton.packs.scenarios.connectors import ScriptedConnectors
from baton.packs.scenarios.story import Story
from baton.usecases import due, testclock
from baton.usecases.platform import Platform

Staged = tuple[Platform, testclock.MovableClock, ScriptedConnectors]
Stage = Callable[[datetime, ScriptedConnectors], Staged]


class Mismatch(Exception):
    """The story went another way than it says."""


class TooMuch(Exception):
    """The story does more than one story may."""


@dataclass
class Allowance:
    """What is left of the bounds."""

    bounds: Bounds
    done: int = 0
    began: float = field(default_factory=time.monotonic)

    def spend(self, now: datetime) -> None:
        """Pay for one piece of due work."""
        self.done += 1
        if self.done > self.bounds.pieces:
            raise TooMuch(f"was stopped at {now:%Y-%m-%d %H:%M} UTC: more than {self.bounds.pieces} timers and jobs came due.")
        if time.monotonic() - self.began > self.bounds.seconds:
            raise TooMuch(f"was stopped at {now:%Y-%m-%d %H:%M} UTC: it ran for more than {self.bounds.seconds:g} seconds.")


@dataclass
class Scene:
    """A story being played."""

    platform: Platform
    clock: testclock.MovableClock
    connectors: ScriptedConnectors
    story: Story
    people: Mapping[str, tuple[str, ...]]
    groups: frozenset[str]
    allowance: Allowance
    instance_id: str = ""

    def actor(self, name: str | None) -> Actor:
        """A person of the story; one whom nobody names belongs to every group."""
        name = name or self.story.actor
        groups = frozenset(self.people[name]) if name in self.people else self.groups | self._asked_groups()
        return Actor(name, name, groups, frozenset({Role.TASK_OWNER, Role.OPERATOR}))

    def _asked_groups(self) -> frozenset[str]:
        return (
            frozenset(group for task in self.open_tasks() for group in task.candidate_groups) if self.instance_id else frozenset()
        )

    def open_tasks(self) -> tuple[UserTask, ...]:
        return self.platform.queries.tasks(PLATFORM, TaskFilter(instance_id=self.instance_id), PageRequest(200)).items

    def settle(self) -> None:
        """Do what is due and can be answered."""
        while any([self._done(piece) for piece in due.pieces(self.platform)]):
            pass

    def _done(self, piece: Any) -> bool:
        if not self._answerable(piece):
            return False
        self.allowance.spend(self.clock.now())
        return due.do(self.platform, piece)

    def _answerable(self, piece: Any) -> bool:
        if piece.kind != "job":
            return True
        with self.platform.store.read() as uow:
            job = uow.job(piece.id)
        return job.kind != CONNECTOR or self.connectors.ready(job.operation or "")
