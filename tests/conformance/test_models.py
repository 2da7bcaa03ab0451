"""Our own models are models that anybody could deploy."""

import pytest

from baton.domain.problems import errors
from baton.engine.dmn.decisions import DmnDecisions
from baton.engine.spiff import SpiffEngine
from baton.sandbox.sandbox import HybridSandbox
from conformance.definitions import MODELS

# A file that is not there, and names that a checker may well refuse although the engine bears them.
APART = {"approval.bpmn", "awkward_names.bpmn", "caller.bpmn"}


@pytest.fixture(scope="module")
def engine():
    sandbox = HybridSandbox()
    yield SpiffEngine(sandbox, DmnDecisions(sandbox))
    sandbox.close()


@pytest.mark.parametrize("name", sorted(path.name for path in MODELS.glob("*.bpmn") if path.name not in APART))
def test_the_check_finds_no_error_in_a_model_of_ours(engine, name):
    assert not errors(engine.check({name: (MODELS / name).read_bytes()}).problems)
