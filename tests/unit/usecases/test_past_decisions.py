"""Asking recorded decisions again: exactly what was asked then, whatever the table says now; nothing is written."""

import pytest

from baton.domain.actors import PLATFORM
from baton.domain.engine import Start
from baton.domain.errors import Forbidden, InvalidInput
from baton.domain.ports.queries import PageRequest
from baton.usecases import deploy, instances
from baton.usecases.decisions import past
from baton.usecases.decisions.trying import Source
from unit.dmn.tables import decision, file, literal, table

BPMN = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:spiff="http://spiffworkflow.org/bpmn/schema/1.0/core" id="d" targetNamespace="urn:test">
  <process id="route" name="Route" isExecutable="true">
    <startEvent id="begin"/>
    <businessRuleTask id="decide" name="Decide"><extensionElements><spiff:calledDecisionId>dec</spiff:calledDecisionId></extensionElements></businessRuleTask>
    <scriptTask id="forget" name="Forget"><script>order = {"lines": 99}</script></scriptTask>
    <endEvent id="end"/>
    <sequenceFlow id="a" sourceRef="begin" targetRef="decide"/><sequenceFlow id="b" sourceRef="decide" targetRef="forget"/>
    <sequenceFlow id="c" sourceRef="forget" targetRef="end"/>
  </process>
</definitions>"""
RISK = decision(literal('if amount > 100 then "high" else "low"'), key="risk", name="risk")
LOOKS = (("risk", "string"), ("order.lines", "number"), ("day", "date"))
ROWS = [(('"high"', "-", "-"), ('"board"',)), (("-", "> 3", "-"), ('"lead"',)), (("-", "-", '<= date("2026-01-01")'), ('"old"',))]


def tables(rows, risk=RISK, inputs=LOOKS):
    return file(
        decision(
            table([*rows, (("-",) * len(inputs), ('"clerk"',))], inputs, attributes='hitPolicy="FIRST"'), requires=("risk",)
        ),
        risk,
    )


@pytest.fixture
def ran(platform, admin):
    deploy.deploy(platform, PLATFORM, {"route.bpmn": BPMN, "dec.dmn": tables(ROWS)})
    for amount, lines, day in ((500, 1, "2026-05-01"), (50, 5, "2026-05-01"), (50, 2, "2025-12-31"), (50, 2, "2026-05-01")):
        given = {"amount": amount, "order": {"lines": lines}, "day": day, "region": "north"}
        instances.start_instance(platform, admin, "route", Start(given))
    return platform


def compared(platform, admin, content):
    return past.compare(platform, admin, Source(content, "dec.dmn", "dec"))


def test_a_table_with_dates_paths_and_required_decisions_is_the_same_as_itself(ran, admin):
    found = compared(ran, admin, tables(ROWS))
    assert (found.instances, found.evaluations, found.changed, found.next) == (4, 4, (), None)


def test_only_the_changed_evaluations_are_told(ran, admin):
    found = compared(ran, admin, tables([ROWS[0], (("-", "> 1", "-"), ('"lead"',)), ROWS[2]]))
    assert sorted((one.before["out"], one.after["out"], one.rules_before, one.rules_after) for one in found.changed) == [
        ("clerk", "lead", (4,), (2,)), ("old", "lead", (3,), (2,)),
    ]  # fmt: skip


def test_a_required_decision_that_changed_is_asked_with_the_variables_of_then(ran, admin):
    lower = decision(literal('if amount > 40 then "high" else "low"'), key="risk", name="risk")
    found = compared(ran, admin, tables(ROWS, lower))
    assert [one.after["out"] for one in found.changed] == ["board"] * 3


def test_an_input_that_is_new_finds_its_variable_in_the_journal(ran, admin):
    rows = [(('"high"', "-", "-", '"south"'), ('"board"',)), (("-", "-", "-", '"north"'), ('"north"',))]
    found = compared(ran, admin, tables(rows, inputs=(*LOOKS, ("region", "string"))))
    assert {one.after["out"] for one in found.changed} == {"north"}
    assert len(found.changed) == 4


def test_a_table_that_answers_nothing_any_more_says_why(ran, admin):
    twice = file(decision(table([(("-",), ("1",)), (("-",), ("2",))], (("amount", "number"),))))
    found = compared(ran, admin, twice)
    assert len(found.changed) == 4
    assert all("rules 1, 2 match" in one.error for one in found.changed)


def test_the_same_answer_by_another_rule_is_told_apart(ran, admin):
    found = compared(ran, admin, tables([(("-", "< 0", "-"), ('"never"',)), *ROWS]))
    assert len(found.changed) == 4
    assert not any(one.answers_differ for one in found.changed)


def test_nothing_is_written(ran, admin):
    def seen():
        rows = ran.queries.instances(admin, past.InstanceFilter(), PageRequest(200)).items
        return [(row.instance.seq, row.instance.head) for row in rows]

    before = seen()
    compared(ran, admin, tables([]))
    assert seen() == before


def test_it_goes_on_page_by_page(ran, admin, monkeypatch):
    monkeypatch.setattr(past, "INSTANCES_A_PAGE", 3)
    source = Source(tables([]), "dec.dmn", "dec")
    first = past.compare(ran, admin, source)
    second = past.compare(ran, admin, source, first.next)
    assert (first.evaluations, second.evaluations, second.next) == (3, 1, None)
    assert not {one.instance_id for one in first.changed} & {one.instance_id for one in second.changed}


def test_a_decision_nobody_deployed_has_no_past(platform, admin):
    found = compared(platform, admin, tables(ROWS))
    assert (found.instances, found.evaluations) == (0, 0)


def test_a_broken_table_and_people_without_the_right_are_refused(ran, admin):
    with pytest.raises(InvalidInput):
        compared(ran, admin, b"<no")
    with pytest.raises(Forbidden):
        compared(ran, type(admin)("nobody", "Nobody", frozenset(), frozenset()), tables(ROWS))
