"""The way in of foreign models: deploying and importing translate them, and say what was not mapped."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from baton.domain.actors import PLATFORM
from baton.domain.errors import InvalidInput
from baton.main.clocks import FrozenClock
from baton.usecases import deploy, modelling
from baton.usecases.drafts.publishing import publish
from conformance.platform_host import PlatformHost

HERE = Path(__file__).parent / "dialects"
APPROVED = {"amount": 101, "kind": "a"}


@pytest.fixture
def host(tmp_path):
    host = PlatformHost(tmp_path / "dialects.db", FrozenClock(datetime(2026, 3, 2, 9, tzinfo=UTC)))
    yield host
    host.close()


def files(*names):
    return {name: (HERE / name).read_bytes() for name in names}


def test_a_foreign_model_is_deployed_and_runs_over_the_api(host):
    host.deploy([HERE / "camunda_people.bpmn"])
    host.start("people", {"boss": "examiner"})
    host.complete("approve", APPROVED)
    assert host.visits()["big"] == 1


def test_what_was_not_mapped_comes_as_a_warning_of_the_deployment(host):
    made = deploy.deploy(host._platform, PLATFORM, files("camunda_service.bpmn"))
    (remark,) = [problem for problem in made.warnings if problem.rule == "dialect.not-mapped"]
    assert "external.charge-card" in remark.message
    assert remark.element_id == "charge"


def test_what_would_run_differently_is_not_deployed(host):
    with pytest.raises(InvalidInput) as refused:
        deploy.deploy(host._platform, PLATFORM, files("zeebe_unmapped.bpmn"))
    assert {problem.rule for problem in refused.value.problems if problem.element_id == "noted"} == {"dialect.not-mapped"}


def test_an_imported_draft_is_stored_translated_and_deployed_as_it_is_stored(host):
    draft, remarks = modelling.import_files(host._platform, PLATFORM, "People", files("zeebe_people.bpmn", "approval.form"))
    assert remarks == ()
    assert {"approval.form", "approval.form.json"} <= draft.files.keys()
    mine = draft.files["zeebe_people.bpmn"].replace(b'assignee="boss"', b'assignee="chief"')
    modelling.save_draft(host._platform, PLATFORM, draft.id, {"zeebe_people.bpmn": mine}, draft.revision)
    publish(host._platform, PLATFORM, draft.id)
    host.start("people", {"boss": "ann", "chief": "bob"})
    (task,) = host._ask("GET", "/tasks?state=open").json["items"]
    assert task["assignee"] == "bob"
