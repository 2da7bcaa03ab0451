"""The published BPMN cases of other projects, run in the engine alone, with and without restarts."""

import json
import os
import sys
from pathlib import Path

import pytest

from baton.engine.dmn.decisions import DmnDecisions
from baton.engine.spiff import SpiffEngine
from baton.sandbox.sandbox import HybridSandbox
from conformance.engine_host import EngineHost

FOLDER = os.environ.get("BATON_CONFORMANCE_DIR")
CASES = json.loads(Path(FOLDER, "visible.json").read_text())["cases"] if FOLDER else []


@pytest.fixture(scope="module")
def engine():
    sandbox = HybridSandbox()
    yield SpiffEngine(sandbox, DmnDecisions(sandbox))
    sandbox.close()


@pytest.fixture(scope="module")
def examiner():
    sys.path.insert(0, FOLDER)
    import run_exam

    yield run_exam
    sys.path.remove(FOLDER)


@pytest.mark.skipif(not FOLDER, reason="BATON_CONFORMANCE_DIR is not set")
@pytest.mark.parametrize("restart", [False, True], ids=["in memory", "restarted"])
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_case_of_another_project_runs_as_its_oracle_says(engine, examiner, case, restart):
    host = EngineHost(engine)

    def adapter():
        return host

    adapter.__module__ = EngineHost.__module__
    verdict, reasons = examiner.run_case(case, adapter, restart)

    assert verdict == "pass", reasons
    for hosted in host.instances:
        assert host.replayed(hosted) == engine.dump(hosted.state), "the journal does not lead to the state"
