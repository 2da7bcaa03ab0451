"""Every model of ours lives through its story: in memory, written out and read back between any two steps, and replayed."""

import pytest

from baton.domain.problems import errors
from baton.engine.dmn.decisions import DmnDecisions
from baton.engine.spiff import SpiffEngine
from baton.sandbox.sandbox import HybridSandbox
from conformance.definitions import MODELS
from conformance.stories import STORIES, Telling, name_of

LEAST = 130


@pytest.fixture(scope="module")
def engine():
    sandbox = HybridSandbox()
    yield SpiffEngine(sandbox, DmnDecisions(sandbox))
    sandbox.close()


@pytest.mark.parametrize("path", STORIES, ids=name_of)
def test_a_model_lives_through_its_story_however_often_it_is_written_out(engine, path):
    live = Telling(engine, path).tell()
    steps = range(1, live.steps)

    assert Telling(engine, path, steps).tell().bytes == live.bytes
    for cut in steps:
        assert Telling(engine, path, [cut]).tell().bytes == live.bytes
    assert live.replayed() == live.bytes


def test_every_model_has_its_story_and_there_are_enough_of_them():
    models = {path for path in MODELS.rglob("*.bpmn") if "called" not in path.stem}

    assert {path.with_suffix(".bpmn") for path in STORIES} == models
    assert len(models) >= LEAST


@pytest.mark.parametrize("path", STORIES, ids=name_of)
def test_anybody_could_deploy_a_model_of_ours(engine, path):
    files = [path.with_suffix(".bpmn"), *(path.parent / name for name in Telling(engine, path).table.get("files", ()))]
    problems = errors(engine.check({file.name: file.read_bytes() for file in files}).problems)

    assert not problems
