"""Decision files: the task that is told what to ask, whatever stands in it, and every other byte of the diagram."""

import pytest

from baton.domain.errors import InvalidInput, NotFound
from baton.usecases import modelling
from baton.usecases.decisions import files, reading
from baton.usecases.decisions.files import NewDecision
from baton.usecases.decisions.linking import linked
from baton.usecases.decisions.trying import as_variables

HEAD = '<?xml version="1.0"?>\r\n<!-- ä --><b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:s="urn:s"><b:process id="p">'
TAIL = "</b:process></b:definitions>\n"
CALLED = '<spiffworkflow:calledDecisionId xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core">new</spiffworkflow:calledDecisionId>'
TASKS = [
    ('<b:businessRuleTask id="t" name="T"/>', f'<b:businessRuleTask id="t" name="T"><b:extensionElements>{CALLED}</b:extensionElements></b:businessRuleTask>'),
    ("<b:businessRuleTask name='a' id='t'><b:incoming>f</b:incoming></b:businessRuleTask>",
     f"<b:businessRuleTask name='a' id='t'><b:extensionElements>{CALLED}</b:extensionElements><b:incoming>f</b:incoming></b:businessRuleTask>"),
    ('<b:businessRuleTask id="t"><b:documentation>d</b:documentation> <b:extensionElements/></b:businessRuleTask>',
     f'<b:businessRuleTask id="t"><b:documentation>d</b:documentation><b:extensionElements>{CALLED}</b:extensionElements></b:businessRuleTask>'),
    ('<b:businessRuleTask id="t"><b:extensionElements><x y="1"/></b:extensionElements></b:businessRuleTask>',
     f'<b:businessRuleTask id="t"><b:extensionElements>{CALLED}<x y="1"/></b:extensionElements></b:businessRuleTask>'),
    ('<b:businessRuleTask id="t"><b:extensionElements><s:calledDecisionId>old</s:calledDecisionId></b:extensionElements></b:businessRuleTask>',
     '<b:businessRuleTask id="t"><b:extensionElements><s:calledDecisionId>new</s:calledDecisionId></b:extensionElements></b:businessRuleTask>'),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), TASKS)
def test_a_task_is_told_which_decision_to_ask_and_nothing_else_changes(before, after):
    other = '<b:businessRuleTask id="tt"/><b:task id="u"/>'
    (content,) = linked({"a.bpmn": f"{HEAD}{other}{before}{TAIL}".encode()}, "t", "new").values()
    assert content.decode() == f"{HEAD}{other}{after}{TAIL}"
    (use,) = reading.uses({"a.bpmn": content})["new"]
    assert use.element_id == "t"


def test_only_a_business_rule_task_can_be_told():
    with pytest.raises(NotFound):
        linked({"a.bpmn": f'{HEAD}<b:userTask id="t"/>{TAIL}'.encode()}, "t", "new")


def test_two_new_decisions_of_one_name_get_files_and_ids_of_their_own(platform, admin):
    draft = modelling.new_draft(platform, admin, "Route", {"a.bpmn": b"<x/>"})
    names = [files.create(platform, admin, draft.id, NewDecision("Route & <level>"))[1] for _ in range(2)]
    assert names == ["route-level.dmn", "route-level-2.dmn"]
    kept = modelling.draft(platform, admin, draft.id)
    ids = [text.id for name in names for text in platform.decisions.read(kept.files[name], name)]
    assert ids == ["route-level", "route-level-2"]
    assert all(platform.decisions.check(kept.files[name], name) == () for name in names)


def test_a_new_table_has_bounds(platform, admin):
    draft = modelling.new_draft(platform, admin, "Route", {"a.bpmn": b"<x/>"})
    with pytest.raises(InvalidInput):
        files.create(platform, admin, draft.id, NewDecision("Wide", [(f"x{place}", "number") for place in range(13)]))
    with pytest.raises(InvalidInput):
        files.create(platform, admin, draft.id, NewDecision(" "))


def test_parts_of_a_variable_are_put_together():
    assert as_variables({"order.lines": 2, "order.customer.name": "A", "plain": 1}) == {
        "order.lines": 2, "order.customer.name": "A", "plain": 1, "order": {"lines": 2, "customer": {"name": "A"}},
    }  # fmt: skip
    assert as_variables({"order": 1, "order.lines": 2})["order"] == 1
