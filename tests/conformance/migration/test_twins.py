"""Going on under a version in which nothing changed must change nothing: every model of ours is migrated after every step."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from baton.domain.instances import InstanceState
from baton.domain.migration import Fate
from baton.engine.dmn.decisions import DmnDecisions
from baton.engine.spiff import SpiffEngine
from baton.sandbox.sandbox import HybridSandbox
from conformance.engine_host import EngineHost
from conformance.stories import STORIES, Telling, name_of

FOLDER = os.environ.get("BATON_CONFORMANCE_DIR")
CASES = json.loads(Path(FOLDER, "visible.json").read_text())["cases"] if FOLDER else []


@pytest.fixture(scope="module")
def engine():
    sandbox = HybridSandbox()
    yield SpiffEngine(sandbox, DmnDecisions(sandbox))
    sandbox.close()


def moved(engine, state, now):
    """The state under a twin of its definition; nothing else has happened."""
    number = int(state.definition.id.rpartition(":")[2]) % 2 + 1
    twin = replace(state.definition, id=f"{state.definition.key}:{number}", digest=f"{state.definition.digest[:64]}{number}")
    assert engine.plan(state, twin, {}, now).fate is Fate.UNAFFECTED
    before = engine.variables(state)
    step = engine.migrate(state, twin, {}, now)
    told = (
        step.moves,
        step.opened,
        step.requested,
        step.armed,
        step.disarmed,
        step.closed,
        step.thrown,
        step.changed,
        step.removed,
    )
    assert not any(told), told
    assert (engine.variables(step.state), step.renamed) == (before, ())
    return step.state


class Moving(Telling):
    """A story whose instance goes on under a twin of its definition after every step."""

    def say(self, command):
        super().say(command)
        if self.state.status is InstanceState.ACTIVE:
            self.state = moved(self.engine, self.state, self.now)
            self.definition = self.state.definition


class MovingHost(EngineHost):
    """A host whose instances go on under twins of their definitions after every command."""

    def _keep(self, hosted, advance):
        super()._keep(hosted, advance)
        if hosted.status is InstanceState.ACTIVE:
            hosted.state = moved(self.engine, hosted.state, self.now)
            hosted.definition = hosted.state.definition


def without_counter(content):
    """The bytes of a state, how many steps led there left out."""
    return {**json.loads(content), "step": 0}


@pytest.mark.parametrize("path", STORIES, ids=name_of)
def test_a_story_goes_the_same_way_when_its_instance_moves_before_every_step(engine, path):
    still, moving = Telling(engine, path).tell(), Moving(engine, path).tell()

    assert without_counter(moving.bytes) == without_counter(still.bytes)
    assert moving.variables == still.variables


@pytest.mark.skipif(not FOLDER, reason="BATON_CONFORMANCE_DIR is not set")
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_case_of_another_project_runs_as_its_oracle_says_while_it_moves(engine, monkeypatch, case):
    monkeypatch.syspath_prepend(FOLDER)
    import run_exam

    def adapter():
        return MovingHost(engine)

    adapter.__module__ = EngineHost.__module__
    verdict, reasons = run_exam.run_case(case, adapter, False)
    assert verdict == "pass", reasons
