"""Decisions as pages, as plain forms and as their island's requests."""

import io
import json

import pytest

from baton.domain.actors import PLATFORM
from baton.domain.engine import Start
from baton.usecases import deploy, instances, modelling
from baton.usecases.decisions import reading
from web.conftest import PARTIAL, plain

BPMN = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:spiff="http://spiffworkflow.org/bpmn/schema/1.0/core" id="d" targetNamespace="urn:test">
  <process id="route" name="Route" isExecutable="true">
    <startEvent id="begin"/>
    <businessRuleTask id="decide" name="Find the level"><documentation>Who <b>decides</b>?</documentation>
      <extensionElements><spiff:calledDecisionId>level</spiff:calledDecisionId></extensionElements></businessRuleTask>
    <endEvent id="end"/>
    <sequenceFlow id="a" sourceRef="begin" targetRef="decide"/><sequenceFlow id="b" sourceRef="decide" targetRef="end"/>
  </process>
</definitions>"""


def table(*rules, policy="FIRST"):
    rows = "".join(
        f'<rule id="r{place}"><inputEntry id="i{place}"><text>{test}</text></inputEntry>'
        f'<outputEntry id="o{place}"><text>{answer}</text></outputEntry></rule>'
        for place, (test, answer) in enumerate(rules, 1)
    )
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="dd" name="D" namespace="urn:test">'
        f'<decision id="level" name="Level &lt;i&gt;"><decisionTable id="t" hitPolicy="{policy}">'
        '<input id="in" label="Amount"><inputExpression id="ie" typeRef="number"><text>amount</text></inputExpression></input>'
        f'<output id="out" name="level" typeRef="string"/>{rows}</decisionTable></decision></definitions>'
    )


SMALL = ("&lt; 1000", '"clerk"')
LARGE = ("&gt;= 1000", '"board"')
FIRST = table(SMALL, LARGE)


@pytest.fixture
def files():
    return {"route.bpmn": BPMN.encode(), "level.dmn": FIRST.encode()}


@pytest.fixture
def draft(app, platform, admin, files):
    return modelling.new_draft(platform, admin, "Route", files)


@pytest.fixture
def ask(browser, draft):
    """Sends JSON as the island does."""
    designer = browser("designer")

    def sent(what, body, method="post", **headers):
        path = f"/models/{draft.id}/decisions/level.dmn{'/' + what if what else ''}"
        return getattr(designer.client, method)(path, json=body, headers={"X-CSRFToken": designer.csrf, **headers})

    return sent


def test_the_page_reads_without_a_script(browser, draft):
    page = browser("designer").get(f"/models/{draft.id}/decisions/level.dmn").text
    assert 'data-island="decisions"' in page
    assert "<code>&lt; 1000</code>" in page
    assert "Level &lt;i&gt;" in page
    words = plain(page)
    assert "First. The first rule that matches decides" in words
    assert "Asked by Find the level" in words
    assert "No gaps, overlaps or errors found" in words


def test_the_page_answers_htmx_with_its_main_part(browser, draft):
    part = browser("designer").get(f"/models/{draft.id}/decisions/level.dmn", headers=PARTIAL).text
    assert 'data-island="decisions"' in part
    assert "<html" not in part


def test_strangers_see_nothing(browser, draft):
    for person in ("buyer", "auditor", "operator"):
        for path in ("/decisions", f"/models/{draft.id}/decisions/level.dmn", f"/models/{draft.id}/decisions/new"):
            assert browser(person).get(path).status_code == 403
        assert browser(person).post(f"/models/{draft.id}/decisions/level.dmn/delete").status_code == 403
    assert browser("designer").get(f"/models/{draft.id}/decisions/other.dmn").status_code == 404
    assert browser("designer").get(f"/models/{draft.id}/decisions/route.bpmn").status_code == 404


def test_the_list_names_every_decision_and_who_asks_it(browser, platform, draft, files):
    deploy.deploy(platform, PLATFORM, files)
    words = plain(browser("designer").get("/decisions").text)
    assert words.count("Find the level") == 2
    assert "First, 2 rules" in words
    assert "Route v1" in words
    assert 'href="/decisions"' in browser("designer").get("/tasks").text
    assert 'href="/decisions"' not in browser("buyer").get("/tasks").text


def test_a_deployed_decision_is_read_by_whoever_may_see_the_definition(browser, platform, app, files):
    made = deploy.deploy(platform, PLATFORM, files).definitions[0]
    assert "&lt; 1000" in browser("auditor").get(f"/definitions/{made.id}/decisions/level.dmn").text
    assert browser("auditor").get(f"/definitions/{made.id}/decisions/route.bpmn").status_code == 404


def test_the_check_finds_the_example_that_falls_through_and_where(ask):
    answer = ask("check", {"xml": table(("&lt; 1000", '"clerk"'), ("&gt; 1000", '"board"'))}).json
    (gap,) = answer["problems"]
    assert gap["rule"] == "dmn-gap"
    assert "Amount = 1000" in gap["message"]
    assert gap["table"] == {"decision": "level", "rules": [], "column": None}
    assert answer["decisions"][0]["asks"] == [{"heading": "Amount", "text": "amount", "kind": "number", "values": []}]


def test_overlaps_and_cells_have_their_rule_and_column(ask):
    (overlap,) = ask("check", {"xml": table(SMALL, ("&gt;= 500", '"board"'), policy="UNIQUE")}).json["problems"]
    assert (overlap["rule"], overlap["table"]["rules"]) == ("dmn-overlap", [1, 2])
    found = ask("check", {"xml": table(("&lt; 1000 and and", '"clerk"'), LARGE)}).json["problems"]
    assert found[0]["table"] == {"decision": "level", "rules": [1], "column": 1}
    assert found[0]["element_id"] == "i1"
    (late,) = ask("check", {"xml": table(("-", '"clerk"'), LARGE)}).json["problems"]
    assert (late["rule"], late["table"]["rules"]) == ("dmn-unreachable", [2])


def test_deployment_says_the_same_as_the_check(platform, draft):
    content = table(("&lt; 1000", '"clerk"'), ("&gt; 1000", '"board"')).encode()
    report = deploy.check(platform, {**draft.files, "level.dmn": content})
    assert set(platform.decisions.check(content, "level.dmn")) <= set(report.problems)


def test_rows_are_tried_cell_by_cell(ask):
    body = {"xml": FIRST, "decision": "level", "rows": [{"amount": 5}, {"amount": 1000}, {"amount": "many"}]}
    small, large, odd = ask("try", body).json["answers"]
    assert (small["value"], small["rules"], small["cells"]) == ({"level": "clerk"}, [1], [[True], [False]])
    assert (large["value"], large["rules"]) == ({"level": "board"}, [2])
    assert "number" in odd["error"]


def test_every_rule_gets_an_example_that_it_answers(ask):
    found = ask("suggest", {"xml": FIRST, "decision": "level"}).json["examples"]
    assert [one["expected"] for one in found] == [{"level": "clerk"}, {"level": "board"}]


def test_saving_keeps_the_examples_beside_the_table_and_out_of_deployment(ask, platform, admin, draft):
    examples = {"level": [{"inputs": {"amount": 5}, "expected": {"level": "clerk"}}]}
    assert ask("", {"xml": FIRST, "examples": examples}, "put").status_code == 428
    saved = ask("", {"xml": table(SMALL, LARGE, ("-", '"x"')), "examples": examples}, "put", **{"If-Match": "1"})
    assert saved.json["version"] == 2
    kept = modelling.draft(platform, admin, draft.id)
    assert json.loads(kept.files["level.examples.json"]) == examples
    made = deploy.deploy(platform, PLATFORM, kept.files).definitions[0]
    assert "level.examples.json" not in made.files
    again = deploy.deploy(platform, PLATFORM, {**kept.files, "level.examples.json": b"{}"}).definitions[0]
    assert again.id == made.id


def test_the_second_of_two_tabs_is_told_and_nothing_is_overwritten(ask, platform, admin, draft):
    mine, theirs = table(SMALL, LARGE, ("-", '"mine"')), table(SMALL, LARGE, ("-", '"theirs"'))
    assert ask("", {"xml": theirs}, "put", **{"If-Match": "1"}).status_code == 200
    late = ask("", {"xml": mine}, "put", **{"If-Match": "1"})
    assert (late.status_code, late.json["version"]) == (409, 2)
    assert modelling.draft(platform, admin, draft.id).files["level.dmn"] == theirs.encode()


@pytest.mark.parametrize(
    ("what", "body", "status"),
    [("check", {}, 422), ("check", {"xml": "<no"}, 200), ("try", {"xml": FIRST, "decision": "level", "rows": 3}, 422),
     ("try", {"xml": FIRST, "decision": "other", "rows": []}, 422), ("past", {"xml": FIRST}, 422),
     ("try", {"xml": FIRST, "decision": "level", "rows": [{}] * 501}, 422)],
)  # fmt: skip
def test_odd_requests_are_refused_with_a_sentence(ask, what, body, status):
    assert ask(what, body).status_code == status


def test_a_new_decision_is_asked_by_its_task_and_the_rest_of_the_diagram_stays(browser, platform, admin):
    bare = BPMN.replace("<extensionElements><spiff:calledDecisionId>level</spiff:calledDecisionId></extensionElements>", "")
    draft = modelling.new_draft(platform, admin, "Route", {"route.bpmn": bare.encode()})
    designer = browser("designer")
    assert "Name of the decision" in designer.get(f"/models/{draft.id}/decisions/new?element=decide").text
    form = {
        "name": "Größte Stufe",
        "element": "decide",
        "input": ["amount"],
        "kind.amount": "number",
        "more": "vip status, region",
        "output": "level",
    }
    answer = designer.post(f"/models/{draft.id}/decisions", form)
    assert answer.headers["Location"] == f"/models/{draft.id}/decisions/grote-stufe.dmn"
    kept = modelling.draft(platform, admin, draft.id)
    (use,) = reading.uses(kept.files)["grote-stufe"]
    assert use.element_id == "decide"
    assert kept.files["route.bpmn"].decode().replace(
        '<extensionElements><spiffworkflow:calledDecisionId xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core">'
        "grote-stufe</spiffworkflow:calledDecisionId></extensionElements>", "") == bare  # fmt: skip
    (text,) = platform.decisions.read(kept.files["grote-stufe.dmn"], "x.dmn")
    assert [(column.text, column.kind) for column in text.inputs] == [
        ("amount", "number"),
        ("vip status", "string"),
        ("region", "string"),
    ]
    assert [problem.rule for problem in deploy.check(platform, kept.files).problems] == []
    assert designer.post(f"/models/{draft.id}/decisions", {"name": " "}).status_code == 422
    assert designer.post(f"/models/{draft.id}/decisions", {"name": "X", "element": "nowhere"}).status_code == 404


def test_a_file_is_renamed_replaced_and_removed_without_a_script(browser, platform, admin, draft):
    designer, path = browser("designer"), f"/models/{draft.id}/decisions"
    modelling.save_draft(platform, admin, draft.id, {"level.examples.json": b"{}"}, 1)
    assert designer.post(f"{path}/level.dmn/rename", {"name": "route level"}).headers["Location"].endswith("/route%20level.dmn")
    assert set(modelling.draft(platform, admin, draft.id).files) == {"route.bpmn", "route level.dmn", "route level.examples.json"}
    assert designer.post(f"{path}/route level.dmn/rename", {"name": "../x"}).status_code == 422
    foreign = (
        b"<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/'><businessKnowledgeModel id='b'/></definitions>\r\n"
    )
    upload = {"file": (io.BytesIO(foreign), "other.dmn")}
    assert designer.post(f"{path}/route level.dmn/file", upload, content_type="multipart/form-data").status_code == 303
    assert modelling.draft(platform, admin, draft.id).files["route level.dmn"] == foreign
    late = {"file": (io.BytesIO(b"<x/>"), "other.dmn"), "revision": "1"}
    assert designer.post(f"{path}/route level.dmn/file", late, content_type="multipart/form-data").status_code == 409
    assert designer.post(f"{path}/route level.dmn/delete").status_code == 303
    assert set(modelling.draft(platform, admin, draft.id).files) == {"route.bpmn"}


def test_a_file_of_another_tool_says_what_is_not_evaluated_and_stays_as_it_is(browser, platform, admin, draft):
    boxed = FIRST.replace(
        "<decision ", '<businessKnowledgeModel id="k" name="K"/><decision id="c" name="C"><context/></decision><decision ', 1
    ).encode()
    modelling.save_draft(platform, admin, draft.id, {"level.dmn": boxed}, 1)
    words = plain(browser("designer").get(f"/models/{draft.id}/decisions/level.dmn").text)
    assert "The decision uses a boxed context, which is not evaluated here" in words
    assert "Level" in words
    assert browser("designer").get(f"/models/{draft.id}/files/level.dmn").data == boxed


@pytest.fixture
def ran(platform, admin, files):
    """Five instances, each of which asked the decision."""
    made = deploy.deploy(platform, PLATFORM, files).definitions[0]
    for amount in (1, 999, 1000, 5000, 20000):
        instances.start_instance(platform, admin, made.key, Start({"amount": amount}), "=1+1")
    return made


def test_an_unchanged_table_changes_nothing_in_the_past(ask, ran):
    answer = ask("past", {"xml": FIRST, "decision": "level"}).json
    assert (answer["instances"], answer["evaluations"], answer["changed"], answer["next"]) == (5, 5, [], None)


def test_the_past_names_exactly_what_would_have_been_different(ask, ran):
    answer = ask("past", {"xml": table(("&lt; 5000", '"clerk"'), LARGE), "decision": "level"}).json
    (one,) = answer["changed"]
    assert (one["inputs"], one["before"], one["after"]) == ({"Amount": 1000}, {"level": "board"}, {"level": "clerk"})
    assert (one["rules_before"], one["rules_after"]) == ([2], [1])
    assert one["url"].startswith("/instances/")


def test_the_past_comes_as_a_file_that_no_spreadsheet_runs(browser, draft, ran):
    form = {"xml": table(("&lt; 5000", '"clerk"'), LARGE), "decision": "level"}
    answer = browser("designer").post(f"/models/{draft.id}/decisions/level.dmn/past.csv", form)
    assert answer.mimetype == "text/csv"
    header, line, end = answer.text.split("\r\n")
    assert header.startswith("\ufeffprocess,version,business key")
    assert line.startswith("Route,1,'=1+1,")
    assert end == ""
