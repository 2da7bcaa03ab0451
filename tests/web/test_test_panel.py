"""The test panel's requests: stories played with a draft, its forms, scenario files, the gate before publishing."""

import io
import json

import pytest

from baton.domain.engine import Start
from baton.usecases import instances, modelling
from fakes.posted_page import posted_page
from web.conftest import CHECK_FORM, ORDER, ORDER_FORM, plain

TIMER = """<boundaryEvent id="late" name="After two days" attachedToRef="check"><timerEventDefinition><timeDuration>PT48H</timeDuration></timerEventDefinition></boundaryEvent>
    <userTask id="escalated" name="Decide now"/><sequenceFlow id="late-1" sourceRef="late" targetRef="escalated"/><sequenceFlow id="late-2" sourceRef="escalated" targetRef="end"/>"""
MODEL = ORDER.replace('<endEvent id="end"/>', f'<endEvent id="end"/>{TIMER}')
BEGUN = {
    "title": "A test",
    "process": "order",
    "as": "buyer",
    "at": "2026-03-02T09:00:00Z",
    "with": {"item": "Laptop", "amount": 5},
}
GREEN = {**BEGUN, "title": "Two days are the limit", "step": [{"advance": "PT48H", "expect": {"open": ["escalated"]}}]}


@pytest.fixture
def draft(platform, app, admin):
    files = {"order.bpmn": MODEL.encode(), "order.form.json": ORDER_FORM, "check.form.json": CHECK_FORM}
    return f"/models/{modelling.new_draft(platform, admin, 'Order', files).id}"


@pytest.fixture
def send(browser):
    """``send(method, path, **body)`` as the designer."""
    designer = browser("designer")

    def sent(method, path, **body):
        return designer.client.open(path, method=method, json=body, headers={"X-CSRFToken": designer.csrf})

    return sent


def story(*steps, **more):
    return {**BEGUN, **more, "step": list(steps)}


def test_a_started_story_shows_its_task_its_timer_and_its_variables(draft, send):
    found = send("POST", f"{draft}/test", story=BEGUN).json
    assert [(task["element_id"], task["suggested"]) for task in found["tasks"]] == [("check", "admin")]
    assert found["timers"] == [{"element_id": "late", "name": "After two days", "due_at": "2026-03-04T09:00:00Z"}]
    assert found["next_due"] == "2026-03-04T09:00:00Z"
    assert {"name": "item", "value": "Laptop", "text": "Laptop"} in found["variables"]
    assert found["elements"]["check"] == {"state": "waiting", "visits": 1}
    assert found["flows"] == {"a": 1}
    assert found["troubles"] == []


def test_time_is_pushed_and_the_timer_leads_on(draft, send):
    found = send("POST", f"{draft}/test", story=story({"advance": "PT48H"})).json
    assert [task["element_id"] for task in found["tasks"]] == ["escalated"]
    assert found["clock"] == "2026-03-04T09:00:00Z"
    assert found["elements"]["check"]["state"] == "cancelled"
    assert [entry["element_id"] for entry in found["path"] if entry["step"] == 1] == ["late", "check", "escalated"]


def test_nothing_of_a_test_is_stored(draft, send, browser):
    send("POST", f"{draft}/test", story=BEGUN)
    assert "Laptop" not in browser("buyer").get("/tasks").text
    assert "/start/order" not in browser("buyer").get("/start").text


def test_what_is_drawn_but_not_saved_is_tested(draft, send):
    xml = MODEL.replace("PT48H", "PT1H")
    found = send("POST", f"{draft}/test", story=BEGUN, name="order.bpmn", xml=xml).json
    assert found["timers"][0]["due_at"] == "2026-03-02T10:00:00Z"


def test_a_refused_step_says_why_and_what_stood_before_it_still_stands(draft, send):
    found = send("POST", f"{draft}/test", story=story({"complete": "nothing"}, {"advance": "PT48H"})).json
    assert found["troubles"][0]["step"] == 1
    assert "no open task nothing" in found["troubles"][0]["text"]
    assert [task["element_id"] for task in found["tasks"]] == ["check"]


def test_a_model_that_cannot_run_answers_its_problems(draft, send):
    answer = send("POST", f"{draft}/test", story=BEGUN, name="order.bpmn", xml=MODEL.replace('targetRef="end"', 'targetRef="no"'))
    assert answer.status_code == 422
    assert answer.json["problems"]


@pytest.mark.parametrize(
    "broken", [{"step": 1}, {"step": [1]}, {"at": 3}, {"with": 2}, {"x": 1}, {"start": {"kid": 1}}, {"process": "no"}]
)
def test_a_story_that_cannot_be_read_is_refused_with_a_sentence(draft, send, broken):
    answer = send("POST", f"{draft}/test", story={**BEGUN, **broken})
    assert answer.status_code == 422
    assert answer.json["detail"].endswith(".")


def test_the_start_form_is_the_real_one_and_its_values_begin_the_story(draft, send):
    bare = {**BEGUN, "with": {}}
    assert "Item" in send("POST", f"{draft}/test/form", story=bare, activity="").json["html"]
    refused = send("POST", f"{draft}/test/complete", story=bare, activity="", fields={"f.amount": ["3"]})
    assert refused.status_code == 422
    assert "field-error" in refused.json["html"] or "required" in refused.json["html"]
    begun = send("POST", f"{draft}/test/complete", story=bare, activity="", fields={"f.item": ["Desk"], "f.amount": ["3"]}).json
    assert begun["story"]["with"] == {"item": "Desk", "amount": 3}
    assert begun["standing"]["state"] == "active"


def test_a_form_in_steps_is_walked_step_by_step(platform, app, admin, send):
    steps = [{"title": "What", "fields": ["item"]}, {"title": "How much", "fields": ["amount"]}]
    told = {**json.loads(ORDER_FORM), "ui": {"ui:steps": steps, "ui:review": True}}
    files = {"order.bpmn": MODEL.encode(), "order.form.json": json.dumps(told).encode(), "check.form.json": CHECK_FORM}
    draft = f"/models/{modelling.new_draft(platform, admin, 'Order', files).id}"
    bare = {**BEGUN, "with": {}}

    def press(html, button=None, **typed):
        fields = posted_page(html, press=button, **typed)
        return send("POST", f"{draft}/test/complete", story=bare, activity="", fields=fields).json

    html = send("POST", f"{draft}/test/form", story=bare, activity="").json["html"]
    refused = press(html, "step:1")
    assert (refused["refused"], 'name="~step" value="0"' in refused["html"]) == (True, True)
    second = press(refused["html"], "step:1", item="Desk")
    assert (second["refused"], 'name="~step" value="1"' in second["html"]) == (False, True)
    review = press(second["html"], "step:2", amount="3")["html"]
    assert "<dt>Item</dt><dd>Desk</dd>" in review
    assert press(review)["story"]["with"] == {"item": "Desk", "amount": 3}


def test_a_task_is_completed_through_its_form_as_somebody(draft, send):
    shown = send("POST", f"{draft}/test/form", story=BEGUN, **{"activity": "check#1", "as": "buyer"}).json["html"]
    assert "Note" in shown
    assert "Look at <strong>Laptop</strong>" in shown
    short = send(
        "POST", f"{draft}/test/complete", story=BEGUN, fields={"f.note": ["x"]}, **{"activity": "check#1", "as": "buyer"}
    )
    assert short.status_code == 422
    assert 'value="x"' in short.json["html"]
    answer = send(
        "POST", f"{draft}/test/complete", story=BEGUN, fields={"f.note": ["fine"]}, **{"activity": "check#1", "as": "buyer"}
    ).json
    assert answer["story"]["step"] == [{"complete": "check", "as": "buyer", "with": {"note": "fine"}}]
    assert answer["standing"]["state"] == "completed"


def test_somebody_who_may_not_do_it_is_refused_in_the_form(draft, send):
    answer = send(
        "POST", f"{draft}/test/complete", story=BEGUN, fields={"f.note": ["fine"]}, **{"activity": "check#1", "as": "stranger"}
    )
    assert answer.status_code == 422
    assert "buyers" in answer.json["html"]


def test_the_ways_to_begin_name_starts_people_and_scenarios(draft, send):
    send("PUT", f"{draft}/scenarios", story=GREEN)
    found = send("POST", f"{draft}/test/ways").json
    assert found["processes"][0]["starts"] == [
        {"kind": "none", "name": None, "element_id": "start", "title": "Start", "form": True, "suggested": "admin"}
    ]
    assert {"id": "buyer", "groups": ["buyers"]} in found["people"]
    assert [(one["file"], one["origin"]) for one in found["scenarios"]] == [("two-days-are-the-limit.scenario.toml", "draft")]


def test_a_saved_scenario_is_read_again_as_it_was_and_replaced_under_its_name(draft, send):
    file = send("PUT", f"{draft}/scenarios", story=GREEN).json["file"]
    assert send("PUT", f"{draft}/scenarios", story={**GREEN, "title": "Other words"}, file=file).json["file"] == file
    kept = send("POST", f"{draft}/test/ways").json["scenarios"]
    assert [one["story"] for one in kept] == [{**GREEN, "title": "Other words"}]
    assert send("DELETE", f"{draft}/scenarios/{file}").status_code == 200
    assert send("POST", f"{draft}/test/ways").json["scenarios"] == []


def test_scenarios_are_run_together_and_say_what_nobody_visits(draft, send):
    send("PUT", f"{draft}/scenarios", story=GREEN)
    found = send("POST", f"{draft}/scenarios/results.json").json
    assert [one["green"] for one in found["results"]] == [True]
    assert {one["id"] for one in found["coverage"]["missing_elements"]} == {"end"}
    assert {one["id"] for one in found["coverage"]["missing_flows"]} == {"b", "late-2"}
    assert found["coverage"]["percent"] == 66


def test_red_scenarios_stop_publishing_until_somebody_says_why(draft, send, platform, admin):
    send("PUT", f"{draft}/scenarios", story=GREEN)
    drawn = {"name": "order.bpmn", "xml": MODEL}
    assert send("POST", f"{draft}/deploy", **drawn).status_code == 200
    slower = {"name": "order.bpmn", "xml": MODEL.replace("PT48H", "PT72H")}
    refused = send("POST", f"{draft}/deploy", **slower)
    assert refused.status_code == 422
    assert refused.json["red"] == ["Two days are the limit"]
    assert "“Two days are the limit” fails: step 1: open tasks are ['check']" in refused.json["detail"]
    with platform.store.read() as uow:
        assert uow.latest_definition("order").version == 1
    assert send("POST", f"{draft}/deploy", **slower, despite="  ").status_code == 422
    published = send("POST", f"{draft}/deploy", **slower, despite="The customer wants three days")
    assert published.status_code == 200
    with platform.store.read() as uow:
        versions = uow.draft_versions(draft.rsplit("/", 1)[1])
    assert any(
        "The customer wants three days" in version.note and "Two days are the limit" in version.note for version in versions
    )


def test_scenarios_never_become_part_of_a_definition(draft, send, platform):
    drawn = {"name": "order.bpmn", "xml": MODEL}
    send("POST", f"{draft}/deploy", **drawn)
    found = send("POST", f"{draft}/lint", **drawn).json
    send("PUT", f"{draft}/scenarios", story=GREEN)
    assert send("POST", f"{draft}/deploy", **drawn).json["number"] == 1
    with platform.store.read() as uow:
        assert not [name for name in uow.latest_definition("order").files if "scenario" in name]
    assert send("POST", f"{draft}/lint", **drawn).json == found


def test_a_measurement_says_which_mistakes_nobody_notices(draft, send):
    send("PUT", f"{draft}/scenarios", story=GREEN)
    found = send("POST", f"{draft}/scenarios/mutants.json").json
    told = {one["text"] for one in found["survivors"]}
    assert "Nobody notices when the timer “After two days” is gone." not in told
    assert "Nobody notices when anybody may complete “Check order”." in told
    assert found["judged"] == found["total"]


def test_the_page_of_scenarios_works_without_a_script(draft, browser):
    designer = browser("designer")
    assert "No scenario yet" in designer.get(f"{draft}/scenarios").text
    text = b'title = "It takes two days"\nprocess = "order"\nas = "buyer"\nwith = { item = "Desk" }\n[[step]]\nadvance = "PT1H"\nexpect = { open = ["end"] }\n'
    add = {"files": [(io.BytesIO(text), "late.toml")]}
    assert designer.post(f"{draft}/scenarios", add, content_type="multipart/form-data").status_code == 303
    assert "not run yet" in designer.get(f"{draft}/scenarios").text
    words = plain(designer.post(f"{draft}/scenarios/run").text)
    assert "1 of 1 scenarios is red" in words
    assert "step 1: open tasks are" in words
    assert "Decide now" in words
    file = f"{draft}/scenarios/late.scenario.toml"
    assert designer.post(file, {"title": "It takes two long days"}).status_code == 303
    assert "It takes two long days" in designer.get(f"{draft}/scenarios").text
    refused = plain(designer.post(f"{draft}/deploy").text)
    assert "Publish all the same" in refused
    assert designer.post(f"{draft}/deploy", {"despite": "agreed with sales"}).status_code == 303
    assert designer.post(file, {"act": "delete"}).status_code == 303
    assert "No scenario yet" in designer.get(f"{draft}/scenarios").text
    bad = {"files": [(io.BytesIO(b"title = "), "bad.toml")]}
    assert designer.post(f"{draft}/scenarios", bad, content_type="multipart/form-data").status_code == 422


def test_answers_of_earlier_runs_are_offered(draft, send, platform, admin):
    call = '<serviceTask id="tell"><extensionElements><spiffworkflow:serviceTaskOperator id="notice.send"><spiffworkflow:parameters><spiffworkflow:parameter id="to" type="str" value="\'buyer\'"/><spiffworkflow:parameter id="text" type="str" value="\'hi\'"/></spiffworkflow:parameters></spiffworkflow:serviceTaskOperator></extensionElements></serviceTask>'
    flows = '<sequenceFlow id="a" sourceRef="start" targetRef="tell"/><sequenceFlow id="a2" sourceRef="tell" targetRef="check"/>'
    xml = MODEL.replace('<sequenceFlow id="a" sourceRef="start" targetRef="check"/>', call + flows)
    assert send("POST", f"{draft}/deploy", name="order.bpmn", xml=xml).status_code == 200
    instances.start_instance(platform, admin, "order", Start({"item": "Desk"}), "PO-7")
    found = send("POST", f"{draft}/test/recordings", process="order", element="tell").json["answers"]
    assert [one["instance"] for one in found] == ["PO-7"]
    assert found[0]["result"] is not None
    assert send("POST", f"{draft}/test/recordings", process="none", element="tell").json["answers"] == []


def test_only_designers_test(draft, browser):
    for person in ("buyer", "auditor", "operator"):
        someone = browser(person)
        headers = {"X-CSRFToken": someone.csrf}
        assert someone.client.post(f"{draft}/test", json={"story": BEGUN}, headers=headers).status_code == 403
        assert someone.get(f"{draft}/scenarios").status_code == 403
