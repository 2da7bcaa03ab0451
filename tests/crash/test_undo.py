"""The process dies between an acknowledged completion and its time: afterwards it is done, once."""

import os
import signal
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import databases
from baton.dispatch.inline import NullDispatcher
from baton.domain.actors import PLATFORM, Actor, Role
from baton.domain.engine import Start
from baton.domain.jobs import LEASE
from baton.domain.people import Person
from baton.main.clocks import FrozenClock, SystemClock
from baton.main.faults import planned
from baton.main.settings import Settings
from baton.main.wiring import Parts, build
from baton.storage.store import SqlStore
from baton.usecases import deploy, due, instances, people
from baton.usecases.platform import Platform, no_fault
from baton.usecases.worklist import completing

ANA = Actor("ana", "Ana", frozenset(), frozenset({Role.TASK_OWNER}))
MODEL = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:test">
  <process id="p" isExecutable="true"><startEvent id="s"/><sequenceFlow id="a" sourceRef="s" targetRef="t"/>
    <userTask id="t" name="Check"/><sequenceFlow id="b" sourceRef="t" targetRef="u"/><userTask id="u" name="Sign"/>
    <sequenceFlow id="c" sourceRef="u" targetRef="e"/><endEvent id="e"/></process></definitions>"""


def site(url: str, faults: str = "") -> Platform:
    point = planned(faults) if faults else no_fault
    made = build(Settings(secret_key="k" * 32), Parts(NullDispatcher(), SystemClock(), SqlStore(url, points=point), point))
    return replace(made, undo_seconds=1)


def killed(work: object) -> int:
    """By which signal a process of its own ended that does this."""
    pid = os.fork()
    if pid == 0:
        try:
            work()  # type: ignore[operator]
        finally:
            os._exit(7)
    _, status = os.waitpid(pid, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)


@pytest.mark.parametrize("kind", ["file", "postgres"])
@pytest.mark.parametrize(
    "dies", ["after_commit:1", "claimed:1", "called_not_recorded:1", "journal.appended:2", "before_commit:3"]
)
def test_a_completion_outlives_the_process_and_is_done_once(kind: str, dies: str, tmp_path: Path) -> None:
    with databases.current(kind, tmp_path) as url:
        before = site(url)
        people.add_person(before, PLATFORM, Person("ana", "Ana"))
        (made,) = deploy.deploy(before, PLATFORM, {"p.bpmn": MODEL}).definitions
        instance = instances.start_instance(before, ANA, made.id, Start({}))
        (task,) = before.queries.waiting(instance.id).tasks
        before.store.close()

        def life() -> None:
            mortal = site(url, f"{dies}:kill")
            completing.submit(mortal, ANA, task.id, ({}, None))
            (tmp_path / "acknowledged").touch()
            time.sleep(1.1)
            due.drain(mortal)

        assert killed(life) == signal.SIGKILL, "the planned point was passed"
        after = site(url)
        if dies != "after_commit:1":
            assert (tmp_path / "acknowledged").exists()
        clock = FrozenClock(after.clock.now() + LEASE + timedelta(seconds=5))
        due.drain(replace(after, clock=clock))

        with after.store.read() as uow:
            kinds = [entry.kind for entry in uow.entries(instance.id)]
            ended = uow.task(task.id)
        assert kinds.count("complete-task") == 1
        assert (ended.state.value, ended.ended_by) == ("completed", "ana")
        assert [one.element_id for one in after.queries.waiting(instance.id).tasks] == ["u"]
        assert completing.pending(after, [task.id]) == {}
        after.store.close()
