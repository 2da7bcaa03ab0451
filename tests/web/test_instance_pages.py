"""Instances: lists, where one stands, replay, verification, and what operators do."""

import json

import pytest

from baton.domain.actors import PLATFORM
from baton.usecases import deploy
from web.conftest import PARTIAL, plain

BROKEN = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:test">
  <process id="divide" name="Divide" isExecutable="true">
    <startEvent id="s"/><scriptTask id="calc" name="Compute"><script>price = 100 / quantity</script></scriptTask><endEvent id="e"/>
    <sequenceFlow id="a" sourceRef="s" targetRef="calc"/><sequenceFlow id="b" sourceRef="calc" targetRef="e"/>
  </process>
</definitions>"""


@pytest.fixture
def instance(started, platform):
    """The path of the started instance."""
    with platform.store.read() as uow:
        return f"/instances/{uow.task(started.rsplit('/', 1)[1]).instance_id}"


@pytest.fixture
def failed(platform, browser):
    """The path of an instance that cannot go on."""
    deploy.deploy(platform, PLATFORM, {"divide.bpmn": BROKEN.encode()})
    return browser("admin").post("/start/divide").headers["Location"]


def test_the_list_has_the_instance_and_what_it_waits_for(browser, instance):
    page = browser("operator").get("/instances").text
    assert instance in page
    assert "PO-1" in page
    assert "Check order" in page
    fragment = browser("operator").get("/instances?state=completed", headers=PARTIAL).text
    assert instance not in fragment
    assert "<html" not in fragment


def test_people_see_the_instances_they_started_or_may_work_on(browser, instance):
    assert browser("buyer").get(instance).status_code == 200
    assert browser("second").get(instance).status_code == 200
    for path in ("", "/replay", "/state.json", "/history.json", "/verification"):
        assert browser("stranger").get(instance + path).status_code == 404
    assert instance not in browser("stranger").get("/instances").text


def test_the_page_shows_open_work_variables_and_the_journal(browser, instance, started):
    page = browser("operator").get(instance).text
    assert f'href="{started}"' in page
    assert "<code>item</code>" in page
    assert "Started" in plain(page)
    assert 'data-island="diagram"' in page


def test_the_diagram_gets_its_states_and_its_drawing(browser, instance, order):
    buyer = browser("buyer")
    states = buyer.get(f"{instance}/state.json").json["elements"]
    assert states["check"] == {"state": "waiting", "visits": 1}
    drawing = buyer.get(f"/definitions/{order.id}/model.xml?element=check")
    assert drawing.mimetype == "application/xml"
    assert b'id="check"' in drawing.data
    assert buyer.get(f"/definitions/{order.id}/model.xml?element=nothing").status_code == 404


def test_the_history_tells_every_step_for_replay(browser, instance, started):
    browser("buyer").post(f"{started}/claim")
    browser("buyer").post(started, {"f.note": "All good"})
    entries = browser("auditor").get(f"{instance}/history.json").json["entries"]
    assert [entry["seq"] for entry in entries] == [1, 2, 3]
    assert [entry["kind"] for entry in entries] == ["start", "note", "complete-task"]
    assert entries[1]["title"] == "Check order claimed"
    assert entries[2]["actor"] == "Buyer"
    assert entries[2]["changed"]["note"] == "All good"
    assert {"activity", "element_id", "state"} == set(entries[2]["moves"][0])


def test_replay_shows_a_moment_without_a_script(browser, instance, started):
    browser("buyer").post(started, {"f.note": "All good"})
    then = plain(browser("auditor").get(f"{instance}/replay?at=1").text)
    now = plain(browser("auditor").get(f"{instance}/replay?at=2").text)
    assert "All good" not in then
    assert "All good" in now
    for odd in ("0", "99", "-1", "x", "9" * 30):
        assert browser("auditor").get(f"{instance}/replay?at={odd}").status_code == 200


def test_verification_is_a_page_and_a_shield(browser, instance):
    page = browser("auditor").get(f"{instance}/verification").text
    assert "1 entry verified" in page
    shield = browser("auditor").get(f"{instance}/verification", headers=PARTIAL).text
    assert shield.startswith('<a class="chip chip-ok')


def test_operators_suspend_resume_and_cancel_with_a_reason(browser, platform, instance, started):
    operator = browser("operator")
    assert operator.post(f"{instance}/suspend", {"reason": "stock-taking"}).status_code == 303
    refused = browser("buyer").post(started, {"f.note": "now please"})
    assert refused.status_code == 409
    assert "suspended" in refused.text
    assert operator.post(f"{instance}/resume").status_code == 303
    assert operator.post(f"{instance}/cancel", {"reason": " "}).status_code == 422
    assert operator.post(f"{instance}/cancel", {"reason": "ordered twice"}).status_code == 303
    page = plain(operator.get(instance).text)
    assert "Terminated" in page
    assert "ordered twice" in page
    again = operator.post(f"{instance}/cancel", {"reason": "again"})
    assert again.status_code == 409


def test_others_do_not_operate(browser, instance):
    for person in ("buyer", "auditor", "designer"):
        assert browser(person).post(f"{instance}/cancel", {"reason": "x"}).status_code == 403
        assert "Cancel instance" not in browser(person).get(instance).text


def test_an_incident_is_listed_and_tried_again(browser, platform, failed):
    operator = browser("operator")
    page = operator.get("/incidents").text
    assert failed in page
    assert "Compute" in page
    retry = f"/incidents/{operator.get(failed).text.split('/incidents/')[1].split('/retry')[0]}/retry"
    assert browser("buyer").post(retry).status_code == 403
    assert operator.post(retry, {"back": "/incidents"}).headers["Location"] == "/incidents"
    assert operator.post(retry).status_code == 409
    assert "Compute" in operator.get("/incidents?state=resolved").text


def test_long_variables_are_folded_and_nothing_is_run(browser, order, platform):
    nasty = "<img src=x onerror=a()></script><script>alert(2)</script>"
    task = browser("buyer").post("/start/order", {"f.item": nasty, "business_key": nasty}).headers["Location"]
    with platform.store.read() as uow:
        instance = f"/instances/{uow.task(task.rsplit('/', 1)[1]).instance_id}"
    for path in (task, instance, f"{instance}/replay?at=1", "/instances", "/tasks?view=team", "/search?q=img"):
        page = browser("buyer").get(path).text
        assert "<img src=x" not in page
        assert "<script>alert" not in page


def test_states_inside_the_page_are_safe_json(browser, instance):
    page = browser("buyer").get(instance).text
    text = page.split('<script type="application/json">')[1].split("</script>")[0]
    assert "<" not in text
    assert json.loads(text)["elements"]["start"]["state"] == "completed"


def test_an_incident_is_tried_again_with_other_values(browser, failed):
    operator = browser("operator")
    page = operator.get(failed).text
    retry = f"/incidents/{page.split('/incidents/')[1].split('/retry')[0]}/retry"
    for odd in ("nonsense", "[1]"):
        assert operator.post(retry, {"variables": odd}).status_code == 422
    assert operator.post(retry, {"variables": '{"quantity": 4}'}).status_code == 303
    page = plain(operator.get(failed).text)
    assert "Completed" in page
    assert "price 25" in page
