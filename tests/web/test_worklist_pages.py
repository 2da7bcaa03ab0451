"""The worklist, the task page and starting, as a browser with and without scripts sees them."""

from baton.domain.actors import PLATFORM
from baton.domain.ports.queries import PageRequest, TaskFilter
from baton.storage.queries import SqlQueries
from baton.usecases import deploy
from web.conftest import PARTIAL, plain


def test_the_home_page_leads_to_the_worklist(browser):
    assert browser("buyer").get("/").headers["Location"] == "/tasks"


def test_a_started_task_stands_in_the_team_queue_with_a_claim_button(browser, started):
    page = browser("second").get("/tasks?view=team").text
    assert started in page
    assert "PO-1" in page
    assert f'action="{started}/claim"' in page


def test_the_claim_button_works_without_scripts_through_a_form_of_the_page(browser, started):
    for address in ("/tasks?view=team", "/search?q=PO-1"):
        page = browser("second").get(address).text
        button = f'form="claim" formaction="{started}/claim"'
        assert button in page
        assert page.count('<form id="claim" method="post"') == 1


def test_a_page_of_the_worklist_counts_each_thing_once(browser, started, monkeypatch):
    asked = []
    for name in ("task_counts", "raised_incidents", "gauges"):
        real = getattr(SqlQueries, name)
        monkeypatch.setattr(SqlQueries, name, lambda self, *given, real=real, name=name: asked.append(name) or real(self, *given))

    browser("second").get("/tasks?view=team")
    browser("operator").get("/incidents")

    assert asked == ["task_counts", "task_counts", "raised_incidents"]


def test_the_worklist_as_a_fragment_is_only_its_rows(browser, started):
    fragment = browser("second").get("/tasks?view=team", headers=PARTIAL).text
    assert started in fragment
    assert "<html" not in fragment
    assert 'id="worklist"' in fragment


def test_a_list_that_did_not_change_is_not_sent_again(browser, started):
    second = browser("second")
    first = second.get("/tasks?view=team", headers=PARTIAL)
    again = second.get("/tasks?view=team", headers=PARTIAL | {"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    second.post(f"{started}/claim")
    changed = second.get("/tasks?view=team", headers=PARTIAL | {"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_the_worklist_is_narrowed_by_text(browser, started):
    assert started in browser("second").get("/tasks?view=team&q=PO-1").text
    other = browser("second").get("/tasks?view=team&q=PO-77").text
    assert started not in other
    assert "Nothing matches" in other


def test_a_stranger_does_not_see_the_task_at_all(browser, started):
    assert started not in browser("stranger").get("/tasks?view=all").text
    for path in (started, f"{started}?x=1"):
        assert browser("stranger").get(path).status_code == 404
    for action in ("", "/claim", "/release", "/assign"):
        assert browser("stranger").post(f"{started}{action}", {"person": "stranger"}).status_code == 404


def test_the_task_page_shows_instructions_without_running_anything(browser, started):
    page = browser("buyer").get(started).text
    assert "<strong>Laptop</strong>" in page
    assert 'href="javascript:' not in page
    assert "{{ 7*7 }}" in page
    assert "49" not in plain(page).split("Check order")[1][:200]


def test_the_key_data_are_worded_like_the_start_form(browser, started):
    words = plain(browser("buyer").get(started).text)
    assert "Item Laptop" in words
    assert "Amount 12,000" in words


def test_a_task_is_completed_by_a_plain_form(browser, started):
    answer = browser("buyer").post(started, {"f.note": "All good"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/tasks"
    page = browser("buyer").get(started).text
    assert "completed" in page
    assert started in browser("buyer").get("/tasks?view=done").text


def test_htmx_is_led_on_after_completing(browser, started):
    answer = browser("buyer").post(started, {"f.note": "All good"}, headers=PARTIAL)
    assert answer.headers["HX-Redirect"] == "/tasks"


def test_wrong_values_come_back_with_the_problem_beside_the_field(browser, started):
    for headers in ({}, PARTIAL):
        answer = browser("buyer").post(started, {"f.note": "ab"}, headers=headers)
        assert answer.status_code == 422
        assert 'value="ab"' in answer.text
        assert 'href="#field-note"' in answer.text
        assert 'id="field-note"' in answer.text
        assert ("<html" in answer.text) is (headers == {})


def test_adding_a_row_keeps_what_was_typed_and_stores_nothing(browser, started):
    answer = browser("buyer").post(started, {"f.note": "typed so far", "~op": "add:lines", "~rows.lines": "0"})
    assert answer.status_code == 200
    assert 'value="typed so far"' in answer.text
    assert 'name="f.lines.0"' in answer.text
    assert "In progress" in answer.text or "Nobody has it" in answer.text


def test_whoever_is_second_reads_who_was_first_and_keeps_what_they_typed(browser, started):
    browser("buyer").post(f"{started}/claim")
    answer = browser("second").post(started, {"f.note": "my long text"})
    assert answer.status_code == 409
    assert "my long text" in answer.text
    assert "buyer" in answer.text


def test_completing_twice_says_when_it_was_done(browser, started):
    browser("buyer").post(started, {"f.note": "first"})
    again = browser("buyer").post(started, {"f.note": "second"})
    assert again.status_code == 409
    assert "2026-03-02 09:00 UTC" in again.text


def test_claiming_in_the_list_answers_with_the_row(browser, started):
    answer = browser("second").post(f"{started}/claim", {"from": "list"}, headers=PARTIAL)
    assert answer.status_code == 200
    assert answer.text.strip().startswith("<li")
    assert "You" in plain(answer.text)
    late = browser("buyer").post(f"{started}/claim", {"from": "list"}, headers=PARTIAL)
    assert late.status_code == 409
    assert "is-taken" in late.text


def test_a_task_goes_from_hand_to_hand(browser, platform, started):
    buyer = browser("buyer")
    assert buyer.post(f"{started}/claim").status_code == 303
    assert buyer.post(f"{started}/assign", {"person": "second"}).status_code == 303
    (task,) = platform.queries.tasks(_actor(platform, "second"), TaskFilter("mine"), PageRequest()).items
    assert task.assignee == "second"
    assert browser("second").post(f"{started}/release").status_code == 303
    assert platform.queries.tasks(_actor(platform, "second"), TaskFilter("mine"), PageRequest()).items == ()


def test_ticked_tasks_are_claimed_together(browser, started):
    id = started.rsplit("/", 1)[1]
    answer = browser("second").post("/tasks/bulk", {"task": [id, "no-such-task"], "act": "claim"})
    assert "1 of 2 done" in plain(answer.text)
    assert started in browser("second").get("/tasks").text


def test_the_start_form_is_refused_with_its_problems(browser, order):
    answer = browser("buyer").post("/start/order", {"f.item": ""})
    assert answer.status_code == 422
    assert "Item" in answer.text


def test_the_catalogue_lists_what_people_can_start(browser, order):
    page = browser("buyer").get("/start").text
    assert 'href="/start/order"' in page
    assert "Order &lt;b&gt;check&lt;/b&gt;" in page
    assert browser("auditor").get("/start").status_code == 403
    assert browser("buyer").get("/start/nothing").status_code == 404


def test_search_finds_parts_and_jumps_to_a_whole_business_key(browser, started):
    page = browser("buyer").get("/search?q=PO").text
    assert started in page
    assert "/instances/" in page
    assert browser("buyer").get("/search?q=PO-1").headers["Location"].startswith("/instances/")
    assert "Nothing found" in browser("stranger").get("/search?q=PO-1").text


def test_what_is_refused_in_a_fragment_becomes_the_whole_page(browser, started):
    answer = browser("stranger").post(started, {"f.note": "let me"}, headers=PARTIAL)
    assert answer.status_code == 404
    assert answer.headers["HX-Retarget"] == "body"


FOUR_EYES = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:baton="urn:baton:bpmn:1" id="d" targetNamespace="urn:test">
  <process id="approve" name="Approve" isExecutable="true"><startEvent id="s"/><userTask id="first" name="First look"/>
    <userTask id="second" name="Second look"><extensionElements><baton:task notSameAs="first"/></extensionElements></userTask>
    <endEvent id="e"/><sequenceFlow id="a" sourceRef="s" targetRef="first"/><sequenceFlow id="b" sourceRef="first" targetRef="second"/>
    <sequenceFlow id="c" sourceRef="second" targetRef="e"/></process>
</definitions>"""


def test_a_second_pair_of_eyes_is_asked_for_in_place(browser, platform, app):
    deploy.deploy(platform, PLATFORM, {"approve.bpmn": FOUR_EYES.encode()})
    buyer = browser("buyer")
    first = buyer.post("/start/approve").headers["Location"]
    assert buyer.post(first).status_code == 303
    (task,) = platform.queries.tasks(_actor(platform, "buyer"), TaskFilter(), PageRequest()).items
    for action, headers in (("", PARTIAL), ("/claim", {})):
        answer = buyer.post(f"/tasks/{task.id}{action}", headers=headers)
        assert answer.status_code == 403
        assert "second pair of eyes" in answer.text
    assert browser("second").post(f"/tasks/{task.id}").status_code == 303


def _actor(platform, id):
    with platform.store.read() as uow:
        return uow.person(id).actor()
