"""Mistakes put into models: each changes what it says and nothing else, and a good scenario notices it."""

import pytest

from baton.domain.scenarios import Bounds, Cast

MODEL = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:s="http://spiffworkflow.org/bpmn/schema/1.0/core"
    xmlns:baton="urn:baton:bpmn:1" id="d" targetNamespace="urn:test">
  <process id="order" isExecutable="true">
    <laneSet id="ls"><lane id="lane" name="buyers"><flowNodeRef>check</flowNodeRef></lane></laneSet>
    <startEvent id="start"/>
    <userTask id="check" name="Check"><extensionElements><s:postScript>checked = True</s:postScript></extensionElements></userTask>
    <boundaryEvent id="late" name="48 hours" attachedToRef="check"><timerEventDefinition><timeDuration>PT48H</timeDuration></timerEventDefinition></boundaryEvent>
    <exclusiveGateway id="large" name="Large?" default="small"/>
    <userTask id="approve" name="Approve"><extensionElements><baton:task candidateGroups="'managers'" notSameAs="check"/></extensionElements></userTask>
    <businessRuleTask id="rate"><extensionElements><s:calledDecisionId>table</s:calledDecisionId></extensionElements></businessRuleTask>
    <endEvent id="end"/><endEvent id="overdue"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="check"/><sequenceFlow id="f2" sourceRef="check" targetRef="large"/>
    <sequenceFlow id="f3" sourceRef="late" targetRef="overdue"/><sequenceFlow id="small" sourceRef="large" targetRef="rate"/>
    <sequenceFlow id="big" name="yes" sourceRef="large" targetRef="approve"><conditionExpression>amount > 100</conditionExpression></sequenceFlow>
    <sequenceFlow id="huge" sourceRef="large" targetRef="end"><conditionExpression>amount > 10000</conditionExpression></sequenceFlow>
    <sequenceFlow id="f5" sourceRef="approve" targetRef="end"/><sequenceFlow id="f6" sourceRef="rate" targetRef="end"/>
  </process>
</definitions>"""
TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="t" name="t" namespace="urn:test">
  <decision id="table" name="Rate"><decisionTable id="dt" hitPolicy="FIRST">
    <input id="i" label="Amount"><inputExpression id="ie" typeRef="number"><text>amount</text></inputExpression></input>
    <output id="o" name="rate" typeRef="number"/>
    <rule id="r1"><inputEntry id="c1"><text>&lt; 10</text></inputEntry><outputEntry id="e1"><text>1</text></outputEntry></rule>
    <rule id="r2"><inputEntry id="c2"><text>-</text></inputEntry><outputEntry id="e2"><text>2</text></outputEntry></rule>
  </decisionTable></decision></definitions>"""
FILES = {"order.bpmn": MODEL.encode(), "table.dmn": TABLE.encode()}
PEOPLE = {"ann": ("buyers",), "max": ("managers",), "eve": ()}
MISTAKES = {
    "the timer “48 hours” is gone": [{"advance": "PT48H", "expect": {"open": []}}],
    "the timer “48 hours” waits half as long": [{"advance": "PT47H", "expect": {"open": ["check"]}}],
    "the timer “48 hours” waits twice as long": [{"advance": "PT48H", "expect": {"open": []}}],
    "the way “yes” out of “Large?” is taken when “amount > 100” does not hold": [{"complete": "check", "expect": {"open": ["approve"]}}],
    "the way “yes” out of “Large?” and the way to “rate” change places at “Large?”": None,
    "anybody may complete “Check”": [{"refused": "check", "as": "eve"}],
    "anybody may complete “Approve”": [{"complete": "check"}, {"refused": "approve", "as": "eve"}],
    "“Approve” may be completed by somebody who already decided": [{"complete": "check", "as": "both"}, {"refused": "approve", "as": "both"}],
    "nothing is calculated after “Check”": [{"complete": "check", "expect": {"variables": {"checked": True}}}],
}  # fmt: skip


@pytest.fixture(scope="module")
def made():
    from baton.engine.mutants.catalog import ModelMutations

    return {mutant.mistake: mutant for mutant in ModelMutations().mutants(FILES)}


def trouble(platform, files, steps, **more):
    story = {"title": "x", "process": "order", "as": "ann", "with": {"amount": 500, **more}, "step": steps}
    people = {**PEOPLE, "both": ("buyers", "managers")}
    return platform.scenarios.play(Cast(files, people), story, Bounds()).troubles


@pytest.mark.parametrize(("mistake", "steps"), [pair for pair in MISTAKES.items() if pair[1]], ids=lambda given: str(given)[:60])
def test_a_scenario_about_it_notices_the_mistake(platform, made, mistake, steps):
    assert trouble(platform, FILES, steps) == ()
    assert trouble(platform, made[mistake].make(), steps)


def test_a_missing_rule_is_noticed_by_who_needs_it(platform, made):
    steps = [{"complete": "check", "expect": {"variables": {"rate": 1}}}]
    assert trouble(platform, FILES, steps, amount=5) == ()
    assert trouble(platform, made["rule 1 of “Rate” (< 10) is missing"].make(), steps, amount=5)
    assert trouble(platform, made["rule 2 of “Rate” (-) is missing"].make(), steps, amount=5) == ()


def test_every_mistake_changes_one_file_and_leaves_the_model_runnable(platform, made):
    assert set(MISTAKES) <= set(made)
    for mutant in made.values():
        changed = mutant.make()
        assert [name for name in FILES if changed[name] != FILES[name]] != []
        assert changed.keys() == FILES.keys()
        assert trouble(platform, changed, []) == ()


def test_the_same_files_have_the_same_mistakes_in_the_same_order():
    from baton.engine.mutants.catalog import ModelMutations

    again = [mutant.id for mutant in ModelMutations().mutants(FILES)]
    assert again == [mutant.id for mutant in ModelMutations().mutants(dict(reversed(FILES.items())))]
    assert len(again) == len(set(again))


def test_files_that_cannot_be_read_have_no_mistakes_and_no_parts():
    from baton.engine.mutants.catalog import ModelMutations

    broken = {"a.bpmn": b"<no", "b.dmn": b"", "c.scenario.toml": b"x"}
    assert ModelMutations().mutants(broken) == ()
    assert ModelMutations().parts(broken).elements == {}
