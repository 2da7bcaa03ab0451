"""Models drawn for Camunda 7, Camunda 8, Flowable and Activiti run here, and nothing they say is lost or left out in silence."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from baton.domain.definitions import ProcessDefinition
from baton.domain.engine import Advance, Command, CompleteTask, DeliverMessage, FinishJob, FireTimers, Start
from baton.domain.errors import Conflict
from baton.domain.instances import InstanceState
from baton.domain.jobs import RetryPolicy
from baton.domain.problems import errors
from baton.engine.dmn.decisions import DmnDecisions
from baton.engine.spiff import SpiffEngine
from baton.forms.catalog import FormCatalog
from baton.sandbox.sandbox import HybridSandbox
from conformance.definitions import T0, definitions

HERE = Path(__file__).parent / "dialects"
WIDGETS = Path(__file__).parents[2] / "forms" / "widgets"
MODELS = sorted(path.name for path in HERE.glob("*.bpmn"))
RUNNING = [name for name in MODELS if "unmapped" not in name]


@pytest.fixture(scope="module")
def engine():
    sandbox = HybridSandbox()
    yield SpiffEngine(sandbox, DmnDecisions(sandbox), FormCatalog(WIDGETS).check)
    sandbox.close()


def files(name: str, *more: str) -> dict[str, bytes]:
    return {file: (HERE / file).read_bytes() for file in (name, *more)}


class Story:
    """One instance of a foreign model."""

    def __init__(self, engine: SpiffEngine, *names: str, key: str) -> None:
        self.engine = engine
        self.files, self.remarks = engine.translate(files(*names))
        assert errors((*engine.check(self.files).problems, *self.remarks)) == ()
        self.definition: ProcessDefinition = definitions(self.files)[key]
        self.state = engine.fresh(self.definition)
        self.now = T0

    def tell(self, command: Command) -> Advance:
        advance = self.engine.apply(self.state, command, self.now)
        assert advance.failures == ()
        self.state = advance.state
        return advance

    def start(self, **variables: Any) -> Advance:
        return self.tell(Start(variables))

    @property
    def variables(self) -> dict[str, Any]:
        return self.engine.variables(self.state)


def ended(advance: Advance) -> set[str]:
    return {move.element_id for move in advance.moves if move.type == "endEvent"}


@pytest.mark.parametrize("name", ["camunda_people.bpmn", "zeebe_people.bpmn"])
def test_people_dates_and_forms_are_read(engine: SpiffEngine, name: str) -> None:
    story = Story(engine, name, "approval.form", key="people")
    (task,) = story.start(boss="ann").opened
    assert (task.assignee, task.candidate_groups, task.priority) == ("ann", ("accounting", "sales"), 70)
    assert task.due_at == T0 + timedelta(days=2)
    schema = json.loads(story.files[task.form])["schema"]
    assert schema["required"] == ["amount"]
    assert list(schema["properties"]) == ["amount", "kind"]
    assert ended(story.tell(CompleteTask(task.activity, {"amount": 101, "kind": "a"}))) == {"big"}


def test_form_properties_of_a_start_become_its_form(engine: SpiffEngine) -> None:
    story = Story(engine, "flowable_people.bpmn", "approval.form", key="people")
    assert story.definition.outline.starts[0].form == "begin.form.json"
    (task,) = story.start(boss="ann", days=11, why="none").opened
    assert (task.assignee, task.form, task.priority) == ("ann", "approval.form.json", 70)
    assert ended(story.tell(CompleteTask(task.activity, {}))) == {"small"}


@pytest.mark.parametrize(
    ("name", "operation", "wanted"),
    [
        ("camunda_service.bpmn", "external.charge-card", {"cents": 1200, "text": "Order 7"}),
        ("zeebe_service.bpmn", "external.charge-card", {"cents": 1200, "text": "Order"}),
        ("flowable_service.bpmn", "external.chargeCard", {"cents": 1200, "text": "Order"}),
    ],
)
def test_workers_and_beans_become_operations_with_parameters(
    engine: SpiffEngine, name: str, operation: str, wanted: dict[str, Any]
) -> None:
    story = Story(engine, name, key="service")
    (job,) = story.start(amount=12, number=7).requested
    assert (job.operation, job.parameters) == (operation, wanted)
    assert (job.policy.attempts == 4) == (name != "flowable_service.bpmn") or job.policy == RetryPolicy()
    answer = {"no": 1} if "flowable" in name else {"receipt": {"no": 1}}
    assert story.tell(FinishJob(job.activity, answer)).status is InstanceState.COMPLETED
    result = {"receipt": {"no": 1}} if "flowable" in name else {"state": "charged", "next": 2, "charge_result": answer}
    assert result.items() <= story.variables.items()


def test_scripts_that_only_assign_are_read(engine: SpiffEngine) -> None:
    story = Story(engine, "camunda_scripts.bpmn", key="scripts")
    (task,) = story.start(price=30, count=4, exempt=False).opened
    story.tell(CompleteTask(task.activity, {}))
    assert {"total": 120, "large": True, "half": 60, "heard": True}.items() <= story.variables.items()


def test_a_script_in_feel_and_a_decision_lead_to_a_choice(engine: SpiffEngine) -> None:
    story = Story(engine, "zeebe_script.bpmn", "discount.dmn", key="script")
    assert ended(story.start(lines=[1, 2], amount=100)) == {"big"}
    assert {"total": 200, "percent": 5}.items() <= story.variables.items()


def test_the_single_answer_of_a_decision_goes_into_its_variable(engine: SpiffEngine) -> None:
    story = Story(engine, "camunda_decision.bpmn", "discount.dmn", key="decision")
    story.start(amount=100)
    assert story.variables["percent"] == 5


def test_each_element_of_a_collection_gets_its_task(engine: SpiffEngine) -> None:
    story = Story(engine, "flowable_lines.bpmn", key="lines")
    tasks = story.start(people=["ann", "bob"]).opened
    assert [task.assignee for task in tasks] == ["ann", "bob"]
    for task in tasks:
        last = story.tell(CompleteTask(task.activity, {}))
    assert last.status is InstanceState.COMPLETED


@pytest.mark.parametrize("name", ["camunda_lines.bpmn", "zeebe_lines.bpmn"])
def test_scripts_run_for_each_element(engine: SpiffEngine, name: str) -> None:
    story = Story(engine, name, key="lines")
    advance = story.start(lines=[1, 2, 3])
    assert advance.status is InstanceState.COMPLETED
    assert story.variables.get("doubles", [2, 4, 6]) == [2, 4, 6]


@pytest.mark.parametrize(("name", "result"), [("camunda_caller.bpmn", "result"), ("zeebe_caller.bpmn", "answer")])
def test_called_processes_get_and_give_their_variables(engine: SpiffEngine, name: str, result: str) -> None:
    story = Story(engine, name, key="caller")
    story.start(amount=41)
    assert story.variables[result] == 42


@pytest.mark.parametrize("name", ["zeebe_message.bpmn", "activiti_message.bpmn"])
def test_a_message_needs_the_right_correlation_key(engine: SpiffEngine, name: str) -> None:
    story = Story(engine, name, key="message")
    (wait,) = story.start(order_no=7).armed
    assert wait.correlation == {"order_no": 7}
    with pytest.raises(Conflict):
        story.tell(DeliverMessage("paid", {}, {"order_no": 8}))
    assert story.tell(DeliverMessage("paid", {}, {"order_no": 7})).status is InstanceState.COMPLETED


def test_a_timer_reads_its_duration_from_a_variable(engine: SpiffEngine) -> None:
    story = Story(engine, "flowable_timer.bpmn", key="timer")
    story.start(delay="PT1H")
    story.now += timedelta(hours=1, seconds=1)
    assert story.tell(FireTimers()).status is InstanceState.COMPLETED


@pytest.mark.parametrize(
    ("name", "refused", "noted"),
    [("camunda_unmapped.bpmn", {"loop", "noted", "calculate"}, {"noted"}), ("zeebe_unmapped.bpmn", {"pick", "noted"}, set())],
)
def test_what_would_run_differently_is_refused_and_the_rest_is_named(
    engine: SpiffEngine, name: str, refused: set[str], noted: set[str]
) -> None:
    remarks = engine.translate(files(name))[1]
    assert {problem.element_id for problem in errors(remarks)} == refused
    assert {problem.element_id for problem in remarks if problem not in errors(remarks)} == noted
    assert all(problem.message.startswith("Not mapped: ") and problem.message.endswith(".") for problem in remarks)


@pytest.mark.parametrize("name", MODELS)
def test_no_element_and_no_extension_is_lost(engine: SpiffEngine, name: str) -> None:
    before = etree.fromstring(files(name)[name], etree.XMLParser(remove_comments=True))
    after = etree.fromstring(engine.translate(files(name))[0][name])
    kept = {(node.tag, *sorted(node.attrib.items())) for node in after.iter()}
    for node in before.iter():
        changed = {"scriptFormat": "python"} if node.tag.endswith("scriptTask") else {}
        same = (node.tag, *sorted(node.attrib.items()))
        assert (
            node is before or same in kept or any(one[0] == node.tag and set(same) <= {*one, *_of(node, changed)} for one in kept)
        )


def _of(node: etree._Element, changed: dict[str, str]) -> set[Any]:
    return {(key, value) for key, value in node.attrib.items() if key in changed} | {node.tag}


@pytest.mark.parametrize("name", RUNNING)
def test_an_expression_that_was_replaced_is_kept_beside_ours(engine: SpiffEngine, name: str) -> None:
    after = etree.fromstring(engine.translate(files(name))[0][name])
    originals = [node.text for node in after.iter("{urn:baton:dialect:1}original")]
    before = etree.fromstring(files(name)[name])
    texts = [node.text for node in before.iter("{*}conditionExpression", "{*}timeDuration")]
    assert set(texts) <= set(originals)


@pytest.mark.parametrize("name", RUNNING)
def test_a_file_is_translated_once(engine: SpiffEngine, name: str) -> None:
    once = engine.translate(files(name))[0]
    assert engine.translate(once)[0] == once
