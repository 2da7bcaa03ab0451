"""The HTTP API as an integrator uses it: the dispute from deployment to verification, and everything that is refused."""

from datetime import timedelta

import pytest
from openapi_spec_validator import validate

from baton.main import demo
from baton.usecases import people
from baton.usecases.testclock import move_to
from baton.web.app import create_app
from baton.web.settings import WebSettings

MODEL = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:test">
  <process id="greet" name="Greet" isExecutable="true">
    <startEvent id="start"/><userTask id="ask" name="Ask"/><scriptTask id="think"><script>answer = 2 * number</script></scriptTask><endEvent id="end"/>
    <sequenceFlow id="a" sourceRef="start" targetRef="ask"/><sequenceFlow id="b" sourceRef="ask" targetRef="think"/>
    <sequenceFlow id="c" sourceRef="think" targetRef="end"/>
  </process>
</definitions>"""


@pytest.fixture
def app(platform):
    demo.seed(platform)
    return create_app(platform, WebSettings(secret_key="k" * 32, test_mode=True))


@pytest.fixture
def call(app, platform):
    """``call(method, path, ...)`` as the demo person ``person``."""
    tokens = {}

    def ask(method, path, person="admin", headers=None, **kwargs):
        tokens.setdefault(person, people.create_token(platform, person))
        bearer = {"Authorization": f"Bearer {tokens[person]}"}
        return app.test_client().open(f"/api/v1{path}", method=method, headers=bearer | (headers or {}), **kwargs)

    return ask


@pytest.fixture
def greeting(call):
    assert call("POST", "/deployments", json={"files": {"greet.bpmn": MODEL}}).status_code == 201
    return call("POST", "/instances", json={"definition": "greet"}).json


def open_task(call, instance_id, person="admin"):
    return call("GET", f"/tasks?instance={instance_id}", person).json["items"][0]


def test_a_dispute_runs_from_start_to_escalation_to_verification(call, platform, clock):
    started = call("POST", "/instances", "clerk", json={
        "definition": "invoice-dispute", "variables": {"invoice_no": "INV-7", "amount": 1200, "reason": "PRC"},
    })  # fmt: skip
    assert started.status_code == 201
    assert started.json["business_key"] == "INV-7"
    id = started.json["id"]
    move_to(platform, clock, clock.now() + timedelta(hours=48))
    task = open_task(call, id, "manager")
    assert task["element_id"] == "manager-decision"
    form = call("GET", f"/tasks/{task['id']}", "manager").json
    assert form["values"]["invoice_no"] == "INV-7"
    assert {"credit", "uphold"} <= {outcome["value"] for outcome in form["outcomes"]}
    assert call("POST", f"/tasks/{task['id']}/complete", "manager", json={"outcome": "credit"}).status_code == 200
    seen = call("GET", f"/instances/{id}", "auditor").json
    assert (seen["state"], seen["incidents"], seen["variables"]["resolution"]) == ("completed", 0, "credit")
    found = call("GET", f"/instances/{id}/verification", "auditor").json
    assert (found["chain"], found["replay"]) == ("ok", "ok")
    ran = [row["element_id"] for row in call("GET", f"/instances/{id}/activities", "auditor").json["items"]]
    assert ran.index("remind") < ran.index("escalate") < ran.index("manager-decision")


def test_waits_name_tasks_and_timers_with_their_due_times(call):
    id = call("POST", "/instances", "clerk", json={"definition": "invoice-dispute", "variables": {
        "invoice_no": "INV-8", "amount": 5, "reason": "DUP"}}).json["id"]  # fmt: skip
    waits = {(wait["kind"], wait["element_id"]): wait for wait in call("GET", f"/instances/{id}/waits").json["items"]}
    assert waits[("timer", "escalate")]["due_at"].startswith("2026-03-04T09:00:00")
    assert ("task", "investigate") in waits


def test_the_same_key_and_body_give_the_same_answer_and_one_instance(call, greeting):
    headers = {"Idempotency-Key": "once"}
    first = call("POST", "/instances", json={"definition": "greet"}, headers=headers)
    again = call("POST", "/instances", json={"definition": "greet"}, headers=headers)
    assert first.json == again.json
    assert len(call("GET", "/instances?definition=greet").json["items"]) == 2
    other = call("POST", "/instances", json={"definition": "greet", "business_key": "x"}, headers=headers)
    assert other.status_code == 422


def test_the_second_completion_is_told_who_was_first(call, greeting):
    task = open_task(call, greeting["id"])
    assert call("POST", f"/tasks/{task['id']}/complete", json={"variables": {"number": 21}}).status_code == 200
    late = call("POST", f"/tasks/{task['id']}/complete", json={"variables": {"number": 22}})
    assert late.status_code == 409
    assert late.mimetype == "application/problem+json"
    assert "admin" in late.json["detail"]
    assert call("GET", f"/instances/{greeting['id']}").json["variables"]["answer"] == 42


def test_a_failing_script_becomes_an_incident_that_can_be_retried(call, greeting):
    task = open_task(call, greeting["id"])
    assert call("POST", f"/tasks/{task['id']}/complete", json={"variables": {}}).status_code == 200
    incident = call("GET", f"/incidents?instance={greeting['id']}").json["items"][0]
    assert (incident["element_id"], incident["kind"]) == ("think", "script")
    assert call("GET", f"/instances/{greeting['id']}").json["state"] == "active"
    assert call("POST", f"/incidents/{incident['id']}/retry", json={"variables": {"number": 4}}).status_code == 200
    seen = call("GET", f"/instances/{greeting['id']}").json
    assert (seen["state"], seen["incidents"], seen["variables"]["answer"]) == ("completed", 0, 8)
    found = call("GET", f"/instances/{greeting['id']}/verification").json
    assert (found["chain"], found["replay"]) == ("ok", "ok")


def test_a_broken_model_is_refused_with_every_problem_and_leaves_nothing(call):
    before = len(call("GET", "/definitions").json["items"])
    broken = MODEL.replace('targetRef="think"', 'targetRef="nowhere"').replace("2 * number", "2 *")
    refused = call("POST", "/deployments", json={"files": {"greet.bpmn": broken, "junk.bpmn": "<a"}})
    assert refused.status_code == 422
    assert {"greet.bpmn", "junk.bpmn"} <= {problem["file"] for problem in refused.json["problems"]}
    assert len(call("GET", "/definitions").json["items"]) == before


def test_the_same_files_deployed_twice_stay_one_version(call, greeting):
    again = call("POST", "/deployments", json={"files": {"greet.bpmn": MODEL}})
    assert [row["version"] for row in again.json["definitions"]] == [1]
    changed = call("POST", "/deployments", json={"files": {"greet.bpmn": MODEL.replace("Ask", "Ask again")}})
    assert [row["version"] for row in changed.json["definitions"]] == [2]


def test_strangers_get_401_foreign_things_do_not_exist(app, call, greeting):
    assert app.test_client().get("/api/v1/instances").status_code == 401
    given = {"invoice_no": "INV-9", "amount": 5, "reason": "DUP"}
    dispute = call("POST", "/instances", "clerk", json={"definition": "invoice-dispute", "variables": given}).json["id"]
    assert call("GET", f"/instances/{dispute}", "sales").status_code == 404
    assert call("GET", f"/tasks/{open_task(call, dispute)['id']}", "sales").status_code == 404
    assert call("POST", f"/instances/{dispute}/cancel", "clerk", json={"reason": "x"}).status_code == 403
    assert call("GET", "/tasks/not-there").status_code == 404


def test_an_early_message_is_kept_and_met_by_who_waits_later(call):
    waiting = MODEL.replace('<userTask id="ask" name="Ask"/>', '<receiveTask id="ask" name="Ask" messageRef="m"/>').replace(
        "<process id", '<message id="m" name="paid"/><process id'
    )
    assert call("POST", "/deployments", json={"files": {"w.bpmn": waiting}}).status_code == 201
    assert call("POST", "/messages", json={"name": "paid", "variables": {"number": 3}}).json == {"reached": []}
    assert [message["name"] for message in call("GET", "/messages").json["items"]] == ["paid"]
    id = call("POST", "/instances", json={"definition": "greet"}).json["id"]
    assert call("GET", f"/instances/{id}").json["state"] in ("completed", "active")
    assert call("GET", "/messages").json["items"] == []


def test_parameters_out_of_range_name_the_field(call):
    refused = call("GET", "/tasks?limit=100000")
    assert refused.status_code == 422
    assert refused.json["problems"][0]["field"] == "limit"


def test_empty_parameters_ask_for_nothing_in_particular(call, greeting):
    found = call("GET", f"/tasks?instance={greeting['id']}&assignee=&group=&state=open&q=&sort=&limit=&after=")
    assert [task["element_id"] for task in found.json["items"]] == ["ask"]


def test_the_description_is_valid_openapi_and_readable(app):
    document = app.test_client().get("/api/v1/openapi.json").json
    validate(document)
    assert "/api/v1/tasks/{id}/complete" in document["paths"]
    page = app.test_client().get("/api/docs")
    assert page.status_code == 200
    assert b"/api/v1/instances" in page.data


def test_probes_and_metrics_answer_without_a_log_in(app):
    assert app.test_client().get("/healthz").json == {"status": "ok", "test_mode": True}
    assert app.test_client().get("/readyz").json["status"] == "ready"
    assert b"baton_open_tasks" in app.test_client().get("/metrics").data


def test_a_request_sent_twice_under_one_key_is_done_once_and_answered_alike(call, greeting):
    id = greeting["id"]
    task = f"/tasks/{open_task(call, id)['id']}"
    for path, body in (
        (f"{task}/claim", {}), (f"{task}/release", {}), (f"{task}/remarks", {"text": "Look"}),
        (f"{task}/assign", {"person": "clerk"}), (f"/instances/{id}/suspend", {"reason": "audit"}),
        (f"/instances/{id}/resume", {}), (f"/instances/{id}/cancel", {"reason": "enough"}),
    ):  # fmt: skip
        first, again = (call("POST", path, json=body, headers={"Idempotency-Key": f"key of {path}"}) for _ in range(2))
        assert first.status_code in (200, 201), path
        assert (again.status_code, again.json) == (first.status_code, first.json), path
        other = call("POST", path, json={**body, "reason": "other"}, headers={"Idempotency-Key": f"key of {path}"})
        assert other.status_code == 422, path
    kinds = [entry["command"].get("kind", entry["kind"]) for entry in call("GET", f"/instances/{id}/history").json["items"]]
    assert [kind for kind in kinds if kind in ("claimed", "released", "assigned", "suspended", "resumed", "cancel")] == [
        "claimed", "released", "assigned", "suspended", "resumed", "cancel",
    ]  # fmt: skip
    assert [one["text"] for one in call("GET", f"{task}/remarks").json["items"]] == ["Look"]


def test_comments_are_listed_by_page(call, greeting):
    task = f"/tasks/{open_task(call, greeting['id'])['id']}"
    for number in range(3):
        call("POST", f"{task}/remarks", json={"text": f"Comment {number}"})
    first = call("GET", f"{task}/remarks?limit=2").json
    rest = call("GET", f"{task}/remarks?limit=2&after={first['next']}").json
    assert sorted(one["text"] for one in first["items"] + rest["items"]) == ["Comment 0", "Comment 1", "Comment 2"]
    assert rest["next"] is None


def test_a_task_goes_to_nobody_who_does_not_exist(call, greeting):
    task = f"/tasks/{open_task(call, greeting['id'])['id']}"
    refused = call("POST", f"{task}/assign", json={"person": "nobody-here"})
    assert refused.status_code == 422
    assert refused.json["problems"][0]["field"] == "person"


@pytest.mark.parametrize("text", [r"\ud800", r"a\udfffb", r"\u0000"])
def test_a_text_that_no_database_can_keep_is_refused_with_its_place(call, greeting, text):
    headers = {"Content-Type": "application/json"}
    task = open_task(call, greeting["id"])
    for path, body in (
        ("/instances", f'{{"definition": "greet", "variables": {{"number": "{text}"}}}}'),
        (f"/tasks/{task['id']}/complete", f'{{"values": {{"{text}": 1}}}}'),
        (f"/tasks/{task['id']}/comments", f'{{"text": "{text}"}}'),
        ("/messages", f'{{"name": "{text}", "payload": {{}}}}'),
    ):
        answer = call("POST", path, data=body, headers=headers)
        assert (path, answer.status_code) == (path, 422), answer.get_data(as_text=True)[:300]


@pytest.mark.parametrize("number", ["1e400", "-1e400", "NaN", "Infinity"])
def test_a_number_that_no_computer_can_keep_is_refused(call, greeting, number):
    body = f'{{"definition": "greet", "variables": {{"number": {number}}}}}'
    answer = call("POST", "/instances", data=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422), answer.get_data(as_text=True)[:300]
