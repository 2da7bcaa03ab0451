"""Approvals of several people at once, and approvals that an instance takes along to another version of its model."""

import pytest

from baton.domain.actors import PLATFORM, Actor, Role
from baton.domain.engine import Start
from baton.domain.errors import Conflict
from baton.domain.ports.queries import PageRequest, TaskFilter
from baton.usecases import deploy, instances, tasks
from baton.usecases.migrating import migration
from baton.usecases.migrating.migration import Wish
from unit.seen.conftest import ANN, FIELDS, MODEL, PERSON, VALUES, Walk, form, user_task

OPERATOR = Actor("op", "Op", roles=frozenset({Role.OPERATOR, Role.ADMIN}))
SIGN_OFF = user_task(
    "approve", "Sign off", "approve.form.json",
    '<baton:task materialFields="amount, contract"/><baton:outcome value="yes" label="Approve" approves="true"/>'
    '<baton:outcome value="no" label="Reject"/>',
).replace(
    "</userTask>",
    """<multiInstanceLoopCharacteristics><loopDataInputRef>people</loopDataInputRef><loopDataOutputRef>votes</loopDataOutputRef>
    <inputDataItem id="who"/><outputDataItem id="outcome"/>
    <completionCondition>len([vote for vote in votes if vote == "yes"]) &gt;= 2</completionCondition></multiInstanceLoopCharacteristics></userTask>""",
)  # fmt: skip
TOGETHER = f"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"
    xmlns:baton="urn:baton:bpmn:1" id="d" targetNamespace="urn:test">
  <process id="delivery" name="Delivery" isExecutable="true"><startEvent id="start"/><parallelGateway id="fork"/>
    {SIGN_OFF}{user_task("change", "Change", "change.form.json")}<parallelGateway id="join"/>{user_task("pay", "Pay", "change.form.json")}{user_task("file", "File", "change.form.json")}<endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="fork"/><sequenceFlow id="f2" sourceRef="fork" targetRef="approve"/>
    <sequenceFlow id="f3" sourceRef="fork" targetRef="change"/><sequenceFlow id="f4" sourceRef="approve" targetRef="join"/>
    <sequenceFlow id="f5" sourceRef="change" targetRef="join"/><sequenceFlow id="f6" sourceRef="join" targetRef="pay"/>
    <sequenceFlow id="f7" sourceRef="pay" targetRef="file"/><sequenceFlow id="f8" sourceRef="file" targetRef="end"/>
  </process></definitions>"""


@pytest.fixture
def delivery(platform):
    """Three are asked to sign off while somebody may still change what it is about; two of them are enough."""
    files = {"d.bpmn": TOGETHER.encode(), "approve.form.json": form({}), "change.form.json": form(FIELDS)}
    definition = deploy.deploy(platform, PLATFORM, files).definitions[0]
    begun = instances.start_instance(platform, ANN, definition.id, Start({**VALUES, "people": ["a", "b", "c"]}), "D-1")
    walk = Walk(platform, begun.id, ANN)

    def done(element, values=None, outcome=None):
        found = platform.queries.tasks(ANN, TaskFilter(instance_id=begun.id), PageRequest(20)).items
        task = next(one for one in found if one.element_id == element)
        tasks.complete(platform, ANN, task.id, (values or {}, outcome), seen=PERSON)

    walk.done = done
    return walk


def test_what_changes_after_one_of_three_approved_voids_that_one_and_not_those_who_approve_the_new(delivery):
    delivery.done("approve", outcome="yes")
    delivery.done("change", {**VALUES, "amount": 9000})
    first, *_ = delivery.approvals()
    assert [change["field"] for change in first.changes] == ["amount"]
    delivery.done("approve", outcome="yes")
    assert [one.stands for one in delivery.approvals()] == [False, True]
    assert len({one.activity for one in delivery.approvals()}) == 2


def test_what_changes_after_the_quorum_voids_every_approval_and_says_so_for_each(delivery):
    delivery.done("approve", outcome="yes")
    delivery.done("approve", outcome="yes")
    delivery.done("change")
    assert [one.stands for one in delivery.approvals()] == [True, True]
    delivery.done("pay", {**VALUES, "contract": "another"})
    assert [one.stands for one in delivery.approvals()] == [False, False]
    notes = [entry.content["command"] for entry in delivery.entries() if entry.kind == "note"]
    voided = [note["data"]["approval"] for note in notes if note["kind"] == "approval-voided"]
    assert sorted(voided) == sorted(one.id for one in delivery.approvals())


def test_whoever_rejects_approves_nothing_also_among_many(delivery):
    delivery.done("approve", outcome="no")
    delivery.done("approve", outcome="yes")
    assert len(delivery.approvals()) == 1


def _files(model):
    return {
        "p.bpmn": model.encode(), "start.form.json": form(FIELDS), "approve.form.json": form(FIELDS),
        "change.form.json": form(FIELDS), "sign.form.json": form(FIELDS),
    }  # fmt: skip


BARE = MODEL.replace('materialFields="amount, supplier.iban, lines, contract"', "")


def test_an_approval_goes_along_to_a_version_that_asks_for_none(begin, platform):
    walk = begin()
    walk.do({}, "yes")
    deploy.deploy(platform, PLATFORM, _files(BARE))
    migration.migrate(platform, OPERATOR, walk.instance_id, Wish("purchase"))
    assert walk.approvals()[0].stands
    walk.do({**VALUES, "amount": 1})
    (approval,) = walk.approvals()
    assert [change["field"] for change in approval.changes] == ["amount"]


def test_no_version_that_knows_of_no_approvals_takes_one_over(platform):
    before = deploy.deploy(platform, PLATFORM, _files(BARE)).definitions[0]
    after = deploy.deploy(platform, PLATFORM, _files(MODEL)).definitions[0]
    begun = instances.start_instance(platform, ANN, after.id, Start(VALUES), "PO-1", seen=PERSON)
    walk = Walk(platform, begun.id, ANN)
    migration.migrate(platform, OPERATOR, walk.instance_id, Wish(before.id))
    migration.migrate(platform, OPERATOR, walk.instance_id, Wish(after.id))
    walk.do({}, "yes")
    with pytest.raises(Conflict, match="knows nothing of the approvals"):
        migration.migrate(platform, OPERATOR, walk.instance_id, Wish(before.id))
