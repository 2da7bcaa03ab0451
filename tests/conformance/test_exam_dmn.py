"""Decision tables of the public DMN test kit: the expected value, or a refusal that names what is missing."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from baton.domain.problems import errors
from baton.engine.dmn.decisions import DmnDecisions
from baton.sandbox.sandbox import HybridSandbox

FOLDER = os.environ.get("BATON_CONFORMANCE_DIR")
CASES = json.loads((Path(FOLDER) / "dmn_visible.json").read_text())["cases"] if FOLDER else []
NOW = datetime(2026, 3, 1, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not FOLDER, reason="BATON_CONFORMANCE_DIR is not set")


def outcome(case):
    compiled, problems = DmnDecisions(HybridSandbox()).compile((Path(FOLDER) / case["model"]).read_bytes(), case["model"])
    if case["decision_id"] not in compiled:
        assert any(problem.element_id and problem.message for problem in errors(problems))
        return "refused"
    value = compiled[case["decision_id"]].evaluate(case["inputs"], NOW).value
    single = isinstance(value, dict) and len(value) == 1 and not isinstance(case["expected"], dict)
    return next(iter(value.values())) if single else value


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_case_is_right_or_refused(case):
    assert outcome(case) in (case["expected"], "refused")


def test_nearly_all_cases_are_evaluated():
    right = [case["id"] for case in CASES if outcome(case) == case["expected"]]
    assert len(right) >= 20
