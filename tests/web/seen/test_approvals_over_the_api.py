"""Programs see what was approved and what became void."""

import pytest

from baton.domain.actors import PLATFORM, Actor, Role
from baton.domain.engine import Start
from baton.domain.ports.queries import PageRequest, TaskFilter
from baton.usecases import deploy, instances, tasks
from unit.seen.conftest import FIELDS, MODEL, VALUES, form

EVERYBODY = Actor("admin", "Ada", roles=frozenset(Role))


@pytest.fixture
def purchase(platform, app):
    """An instance whose approval became void."""
    files = {"p.bpmn": MODEL.encode(), **{f"{name}.form.json": form(FIELDS) for name in ("start", "approve", "change", "sign")}}
    definition = deploy.deploy(platform, PLATFORM, files).definitions[0]
    instance = instances.start_instance(platform, EVERYBODY, definition.id, Start(dict(VALUES)))
    for values, outcome in (({}, "yes"), ({"amount": 1}, None)):
        (task,) = platform.queries.tasks(EVERYBODY, TaskFilter(instance_id=instance.id), PageRequest(5)).items
        tasks.complete(platform, EVERYBODY, task.id, (values, outcome))
    return instance.id


def test_an_approval_and_why_it_is_void_are_listed(purchase, browser):
    (found,) = browser("auditor").get(f"/api/v1/instances/{purchase}/approvals").json["items"]
    assert (found["person"], found["outcome"], found["stands"], found["voided_by"], found["voided_seq"]) == (
        "admin",
        "yes",
        False,
        "admin",
        3,
    )
    assert [change["field"] for change in found["changes"]] == ["amount"]
    assert browser().get(f"/api/v1/instances/{purchase}/approvals").status_code == 401


def test_the_instance_page_and_the_submission_say_that_it_is_void(purchase, browser, platform):
    page = browser("auditor").get(f"/instances/{purchase}").text
    assert "Void" in page
    with platform.store.read() as uow:
        submission = uow.approvals(purchase)[0].submission_id
    assert "This approval is void" in browser("auditor").get(f"/submissions/{submission}").text


def test_a_program_approves_the_form_as_it_was_filled_in(purchase, platform):
    with platform.store.read() as uow:
        told = uow.submission(uow.approvals(purchase)[0].submission_id).told
    assert {one.get("path"): one.get("text") for one in told["shown"]["page"]["children"]}["amount"] == "1,200"
