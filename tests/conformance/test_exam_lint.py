"""Models of other projects: invalid ones are refused, silently dropped constructs are named, executable ones are let through."""

import json
import os
import time
from pathlib import Path

import pytest

from baton.domain.problems import errors
from baton.engine.dmn.decisions import DmnDecisions
from baton.engine.spiff import SpiffEngine
from baton.sandbox.sandbox import HybridSandbox

FOLDER = os.environ.get("BATON_CONFORMANCE_DIR")
ROOT = Path(FOLDER or ".")

pytestmark = pytest.mark.skipif(not FOLDER, reason="BATON_CONFORMANCE_DIR is not set")

# BPMN allows these, but nothing could run; the refusal has to name what is missing or not supported.
UNSUPPORTED = {"not-executable", "sub-process-start", "called-process", "timer"}
# These constructs work here: the engine was repaired, so accepting them without a word is right.
WORKING = {"event-based gateway with timer", "interrupting event sub-process", "signal end event",
           "error start event of event sub-process", "escalation start event of event sub-process"}  # fmt: skip


def cases(name, kind=None):
    """The cases of one file of the collection, lint cases of one kind."""
    if not FOLDER:
        return []
    found = json.loads((ROOT / name).read_text("utf-8"))["cases"]
    return [pytest.param(case, id=case["id"]) for case in found if kind is None or case["model"].split("/")[2] == kind]


@pytest.fixture(scope="module")
def engine():
    sandbox = HybridSandbox()
    yield SpiffEngine(sandbox, DmnDecisions(sandbox))
    sandbox.close()


def checked(engine, *models):
    return engine.check({Path(model).name: (ROOT / model).read_bytes() for model in models}).problems


@pytest.mark.parametrize("case", cases("visible.json"))
def test_an_executable_model_is_let_through(engine, case):
    refused = errors(checked(engine, *case["models"]))
    assert refused == () or case.get("or_rejected")


@pytest.mark.parametrize("case", cases("lint_visible.json", "invalid"))
def test_an_invalid_model_is_refused_with_a_sentence(engine, case):
    refused = errors(checked(engine, case["model"]))
    assert refused
    assert all(problem.message.endswith(".") for problem in refused)
    assert any(problem.rule != "engine-refuses" for problem in refused)


@pytest.mark.parametrize("case", cases("lint_visible.json", "silent"))
def test_a_construct_is_not_dropped_silently(engine, case):
    assert checked(engine, case["model"]) or case["construct"] in WORKING


@pytest.mark.parametrize("case", cases("lint_visible.json", "valid"))
def test_a_valid_model_is_refused_only_for_what_is_not_supported(engine, case):
    assert {problem.rule for problem in errors(checked(engine, case["model"]))} <= UNSUPPORTED


ATTACKS = sorted((ROOT / "security" / "bpmn-xml-attacks").glob("*.bpmn")) if FOLDER else []
HARMLESS = {"script-in-names"}


@pytest.mark.parametrize("path", ATTACKS, ids=lambda path: path.stem)
def test_an_attack_is_refused_at_once(engine, path):
    engine.check({path.name: path.read_bytes()})
    began = time.process_time()
    refused = errors(engine.check({path.name: path.read_bytes()}).problems)
    assert time.process_time() - began < 5
    assert bool(refused) == (path.stem not in HARMLESS)
