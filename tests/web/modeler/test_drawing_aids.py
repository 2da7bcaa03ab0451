"""What the panel asks while somebody draws: variables, the next moments of a timer, and what an expression answers."""

import pytest

from baton.domain.actors import Actor, Role
from baton.usecases import modelling
from web.conftest import ORDER, ORDER_FORM

DESIGNER = Actor("designer", "Designer", frozenset(), frozenset({Role.DESIGNER}))


@pytest.fixture
def draft(platform, app):
    return modelling.new_draft(platform, DESIGNER, "Order", {"order.bpmn": ORDER.encode(), "order.form.json": ORDER_FORM})


@pytest.fixture
def ask(browser, draft):
    """``ask("timers", {...})``: the answer to the designer, whose page sends its token along."""
    designer = browser("designer")

    def asked(path, body):
        return designer.client.post(f"/models/{draft.id}/{path}", json=body, headers={"X-CSRFToken": designer.csrf})

    return asked


def test_the_variables_of_a_stored_and_of_an_unsaved_drawing(browser, ask, draft):
    kept = browser("designer").get(f"/models/{draft.id}/variables").get_json()["variables"]
    item = {"name": "item", "type": "text", "written": [{"element_id": "start", "how": "start form"}]}
    assert {**item, "read": [{"element_id": "check", "how": "instructions"}]} in kept
    drawn = ORDER.replace("{{ item }}", "{{ price }}")
    names = [one["name"] for one in ask("variables", {"name": "order.bpmn", "xml": drawn}).get_json()["variables"]]
    assert names == ["amount", "item", "price"]


def test_variables_of_what_is_no_drawing_are_refused_with_the_line(ask):
    answer = ask("variables", {"name": "order.bpmn", "xml": "<definitions>"})
    assert (answer.status_code, answer.get_json()["problems"][0]["rule"]) == (422, "xml-broken")


def test_a_timer_is_answered_with_a_sentence_and_three_moments(ask):
    answer = ask("timers", {"text": "0 9 * * MON", "kind": "cycle", "zone": "Europe/Berlin"}).get_json()
    assert answer["sentence"] == "every Monday at 09:00"
    assert answer["next"] == ["2026-03-09T08:00:00+00:00", "2026-03-16T08:00:00+00:00", "2026-03-23T08:00:00+00:00"]


@pytest.mark.parametrize(
    "body", [{"text": "P2X", "kind": "duration"}, {"text": 5, "kind": "date"}, {"text": "x" * 600, "kind": "date"}, {}]
)
def test_a_timer_that_is_none_is_refused_with_a_sentence(ask, body):
    answer = ask("timers", body)
    assert answer.status_code == 422
    assert len(answer.get_json()["detail"]) > 20


@pytest.mark.parametrize(
    ("kind", "text", "result"),
    [("expression", "amount * 2 > 5", True), ("expression", "date(2026, 1, 2)", "2026-01-02"), ("script", "half = amount / 2", {"half": 1.5})],
)  # fmt: skip
def test_text_is_tried_on_sample_values(ask, kind, text, result):
    assert ask("evaluate", {"kind": kind, "text": text, "values": {"amount": 3}}).get_json() == {"result": result}


def test_a_failing_script_says_its_line(ask):
    answer = ask("evaluate", {"kind": "script", "text": "a = 1\nb = a / 0\n", "values": {}}).get_json()
    assert answer["problem"]["line"] == 2
    assert "ZeroDivisionError" in answer["problem"]["message"]


def test_a_script_that_never_ends_is_stopped(ask):
    answer = ask("evaluate", {"kind": "script", "text": "while True:\n    pass\n", "values": {}}).get_json()
    assert "longer than" in answer["problem"]["message"]


@pytest.mark.parametrize(
    "body",
    [{"kind": "expression", "text": " "}, {"kind": "shell", "text": "ls"}, {"kind": "expression", "text": "a", "values": [1]}],
)
def test_what_cannot_be_tried_is_refused(ask, body):
    assert ask("evaluate", body).status_code == 422


@pytest.mark.parametrize("path", ["variables", "timers", "evaluate"])
def test_only_designers_ask(browser, draft, path):
    clerk = browser("buyer")
    answer = clerk.client.post(f"/models/{draft.id}/{path}", json={}, headers={"X-CSRFToken": clerk.csrf})
    assert answer.status_code == 403


def test_the_names_to_choose_from_say_where_they_stand_and_what_they_need(browser, draft):
    found = browser("designer").get(f"/models/{draft.id}/catalog.json").get_json()
    form = {"value": "order.form.json", "label": "Order"}
    assert {**form, "fields": [{"value": "item", "label": "Item"}, {"value": "amount", "label": "Amount"}]} in found["forms"]
    assert {"value": "order", "label": "Order <b>check</b>", "url": f"/models/{draft.id}?file=order.bpmn"} in found["processes"]
    notice = next(one for one in found["operations"] if one["id"] == "notice/send")
    assert [parameter["name"] for parameter in notice["parameters"]] == ["to", "text", "link"]
    assert {"name": "len", "signature": "len(text or list)", "help": "how many letters or items it has"} in found["functions"]
    assert "adHocSubProcess" in found["offers"]["refused"]
