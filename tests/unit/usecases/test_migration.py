"""Migrating stored instances: rows follow the journal, the journal follows the versions, and looking changes nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from baton.domain.actors import Actor, Role
from baton.domain.engine import Start
from baton.domain.errors import CannotMigrate, Conflict, Forbidden, InvalidInput
from baton.domain.jobs import JobState
from baton.domain.migration import Fate
from baton.domain.ports.queries import PageRequest
from baton.usecases import deploy, due, instances, replay, tasks
from baton.usecases import incidents as incident_acts
from baton.usecases.activities import activities
from baton.usecases.migrating import impact, migration
from baton.usecases.migrating.migration import Wish
from conformance.migration.edits import HEAD, flows, nodes, timer

FORM = b'{"schema": {"type": "object", "properties": {"%s": {"type": "string"}}}, "ui": {}}'
USER = '<userTask id="a" name="Ask">{}</userTask>'
RULES = "<extensionElements><baton:task {}/></extensionElements>"
OPERATOR = Actor("operator", "Olga", frozenset(), frozenset({Role.OPERATOR}))
DESIGNER = Actor("designer", "Dora", frozenset(), frozenset({Role.DESIGNER}))
SERVICE = (
    '<serviceTask id="call" name="Call"><extensionElements><spiffworkflow:serviceTaskOperator id="{}" resultVariable="r">'
    "<spiffworkflow:parameters/></spiffworkflow:serviceTaskOperator></extensionElements></serviceTask>"
)


def model(content, paths, key="p"):
    return {"p.bpmn": f'{HEAD}<process id="{key}" isExecutable="true">{content}{flows(paths)}</process></definitions>'.encode()}


V1 = model(nodes("start:s user:b end:e") + USER.format(""), "s>a>b>e")
V2 = model(nodes("start:s user:b user:x end:e") + USER.format(""), "s>a>x>b>e")


@pytest.fixture
def put(platform, admin):
    """Deploy files; their one definition."""

    def deployed(files):
        return deploy.deploy(platform, admin, files).definitions[0]

    return deployed


@pytest.fixture
def begun(platform, admin, put):
    put(V1)
    return instances.start_instance(platform, admin, "p", Start({"n": 1}), "K-1").id


def open_tasks(platform, instance_id):
    return {task.element_id: task for task in platform.queries.waiting(instance_id).tasks}


def verified(platform, admin, instance_id):
    found = replay.verify(platform, admin, instance_id)
    return found.broken_at is None and found.diverges_at is None


def finish(platform, admin, instance_id):
    while found := open_tasks(platform, instance_id):
        for task in found.values():
            tasks.complete(platform, admin, task.id, ({}, None))
    return platform.queries.instance_row(instance_id).instance.state.value


def test_an_open_task_keeps_its_id_and_who_has_it(platform, admin, put, begun):
    before = open_tasks(platform, begun)["a"]
    tasks.claim(platform, admin, before.id)
    target = put(V2)

    migration.migrate(platform, OPERATOR, begun, Wish("p"))

    after = open_tasks(platform, begun)["a"]
    assert (after.id, after.assignee, after.created_at, after.definition_id) == (before.id, "admin", before.created_at, target.id)
    assert platform.queries.instance_row(begun).version == 2
    assert finish(platform, admin, begun) == "completed"
    assert [one.element_id for one in activities(platform, begun)] == ["s", "a", "x", "b", "e"]
    assert verified(platform, admin, begun)


def test_a_renamed_task_keeps_its_id_under_its_new_name(platform, admin, put, begun):
    before = open_tasks(platform, begun)["a"]
    tasks.claim(platform, admin, before.id)
    put(model(nodes("start:s user:b end:e") + USER.format("").replace('"a" name="Ask"', '"ask2" name="Inquire"'), "s>ask2>b>e"))
    with pytest.raises(CannotMigrate, match="stands at “Ask”") as refused:
        migration.migrate(platform, OPERATOR, begun, Wish("p"))
    assert [problem.rule for problem in refused.value.problems] == ["migration.needs-mapping"]

    migration.migrate(platform, OPERATOR, begun, Wish("p", {"a": "ask2"}))

    after = open_tasks(platform, begun)["ask2"]
    assert (after.id, after.name, after.activity, after.assignee) == (before.id, "Inquire", "ask2#1", "admin")
    assert finish(platform, admin, begun) == "completed"
    assert verified(platform, admin, begun)


def test_the_form_and_the_rules_of_the_new_version_hold_for_the_open_task(platform, admin, put):
    def files(number, rules):
        named = '<spiffworkflow:properties><spiffworkflow:property name="formJsonSchemaFilename" value="f.form.json"/></spiffworkflow:properties>'
        inside = f"<extensionElements>{named}<baton:task {rules}/></extensionElements>"
        return {**model(nodes("start:s end:e") + USER.format(inside), "s>a>e"), "f.form.json": FORM % number}

    put(files(b"old", 'candidateGroups="clerks" dueDate="P2D"'))
    started = instances.start_instance(platform, admin, "p", Start()).id
    due_at = open_tasks(platform, started)["a"].due_at
    platform.clock.move_to(platform.clock.now() + timedelta(days=1))
    put(files(b"new", 'candidateGroups="managers" dueDate="P2D" priority="90"'))

    migration.migrate(platform, OPERATOR, started, Wish("p"))

    task = open_tasks(platform, started)["a"]
    assert (task.candidate_groups, task.priority, task.due_at) == (("managers",), 90, due_at)
    shown = tasks.open_form(platform, admin, task.id)
    assert list(shown.form.schema["properties"]) == ["new"]


def test_a_kept_timer_keeps_its_hour_and_a_new_one_begins_now(platform, admin, put, clock):
    old = nodes("start:s user:b end:e") + USER.format("") + timer("t", "a", "P2D")
    put(model(old, "s>a>b>e t>e"))
    started = instances.start_instance(platform, admin, "p", Start()).id
    was = {wait.element_id: wait.due_at for wait in platform.queries.waiting(started).waits}
    clock.move_to(clock.now() + timedelta(days=1))
    put(model(old + timer("u", "a", "PT3H", False) + nodes("user:x"), "s>a>b>e t>e u>x>e"))

    migration.migrate(platform, OPERATOR, started, Wish("p"))

    now = {wait.element_id: wait.due_at for wait in platform.queries.waiting(started).waits}
    assert now == {"t": was["t"], "u": clock.now() + timedelta(hours=3)}
    clock.move_to(clock.now() + timedelta(hours=3))
    due.drain(platform)
    assert open_tasks(platform, started).keys() == {"a", "x"}
    clock.move_to(clock.now() + timedelta(days=1))
    due.drain(platform)
    assert open_tasks(platform, started).keys() == {"x"}
    assert verified(platform, admin, started)


def test_a_gone_timer_never_fires(platform, admin, put, clock):
    old = nodes("start:s user:b end:e") + USER.format("")
    put(model(old + timer("t", "a", "P2D"), "s>a>b>e t>e"))
    started = instances.start_instance(platform, admin, "p", Start()).id
    put(model(old, "s>a>b>e"))

    migration.migrate(platform, OPERATOR, started, Wish("p"))

    assert platform.queries.waiting(started).waits == ()
    clock.move_to(clock.now() + timedelta(days=3))
    due.drain(platform)
    assert open_tasks(platform, started).keys() == {"a"}


def test_a_step_after_a_migration_reads_the_snapshot_and_not_the_journal(platform, admin, put, begun, monkeypatch):
    put(V2)
    migration.migrate(platform, OPERATOR, begun, Wish("p"))
    platform.live.drop(begun)
    monkeypatch.setattr(platform.engine, "migrate", None)
    monkeypatch.setattr(platform.engine, "fresh", None)

    assert finish(platform, admin, begun) == "completed"


def test_memory_that_is_behind_a_migration_catches_up(platform, admin, put, begun):
    held = platform.live.take(begun)
    target = put(V2)
    migration.migrate(platform, OPERATOR, begun, Wish("p"))
    platform.live.drop(begun)
    platform.live.put(begun, *held)

    task = open_tasks(platform, begun)["a"]
    tasks.complete(platform, admin, task.id, ({}, None))

    assert open_tasks(platform, begun).keys() == {"x"}
    assert platform.live.take(begun)[1].definition.id == target.id
    assert verified(platform, admin, begun)


def test_a_journal_without_any_snapshot_is_folded_through_its_migration(platform, admin, put, begun, monkeypatch):
    put(V2)
    migration.migrate(platform, OPERATOR, begun, Wish("p"))
    platform.live.drop(begun)
    monkeypatch.setattr(platform.engine, "version", "another")

    assert finish(platform, admin, begun) == "completed"


def test_two_migrations_of_one_instance_verify(platform, admin, put, begun):
    put(V2)
    migration.migrate(platform, OPERATOR, begun, Wish("p"))
    first = platform.queries.entries(begun, PageRequest()).items[0].content["definition"]
    migration.migrate(platform, OPERATOR, begun, Wish(first))

    assert platform.queries.instance_row(begun).version == 1
    assert finish(platform, admin, begun) == "completed"
    assert verified(platform, admin, begun)


def test_an_incident_goes_on_with_its_activity(platform, admin, put):
    broken = '<scriptTask id="{}"><script>y = missing</script></scriptTask>'
    put(model(nodes("start:s end:e") + broken.format("a"), "s>a>e"))
    started = instances.start_instance(platform, admin, "p", Start()).id
    put(model(nodes("start:s end:e") + broken.format("z").replace("missing", "1"), "s>z>e"))

    migration.migrate(platform, OPERATOR, started, Wish("p", {"a": "z"}))

    (incident,) = platform.queries.waiting(started).incidents
    assert (incident.activity, incident.element_id) == ("z#1", "z")
    incident_acts.retry(platform, admin, incident.id)
    assert platform.queries.instance_row(started).instance.state.value == "completed"
    assert verified(platform, admin, started)


def test_who_completed_a_task_that_failed_afterwards_is_not_asked_again(platform, admin, put):
    def files(script):
        inside = f"<extensionElements><spiffworkflow:postScript>{script}</spiffworkflow:postScript></extensionElements>"
        return model(nodes("start:s end:e") + USER.format(inside), "s>a>e")

    put(files("y = missing"))
    started = instances.start_instance(platform, admin, "p", Start()).id
    tasks.complete(platform, admin, open_tasks(platform, started)["a"].id, ({"x": 1}, None))
    put(files("y = 2"))

    migration.migrate(platform, OPERATOR, started, Wish("p"))

    assert open_tasks(platform, started) == {}
    (incident,) = platform.queries.waiting(started).incidents
    incident_acts.retry(platform, admin, incident.id)
    assert platform.queries.instance_row(started).instance.state.value == "completed"
    assert (instances.variables(platform, started)["y"], verified(platform, admin, started)) == (2, True)


def test_a_call_under_way_holds_a_migration_that_changes_it(platform, admin, put):
    put(model(nodes("start:s end:e") + SERVICE.format("http/get"), "s>call>e"))
    started = instances.start_instance(platform, admin, "p", Start()).id
    (incident,) = platform.queries.waiting(started).incidents
    with platform.store.write() as uow:
        uow.save_job(replace(uow.job(incident.job_id), state=JobState.WAITING))
        uow.commit()
    put(model(nodes("start:s end:e") + SERVICE.format("http/post"), "s>call>e"))

    with pytest.raises(CannotMigrate, match="under way"):
        migration.migrate(platform, OPERATOR, started, Wish("p"))
    assert migration.dry_run(platform, DESIGNER, started, Wish("p")).fate is Fate.CANNOT


def test_a_call_that_gave_up_is_made_anew(platform, admin, put):
    put(model(nodes("start:s end:e") + SERVICE.format("nothing/get"), "s>call>e"))
    started = instances.start_instance(platform, admin, "p", Start()).id
    (gave_up,) = platform.queries.waiting(started).incidents
    put(model(nodes("start:s end:e") + SERVICE.format("http/post"), "s>call>e"))

    migration.migrate(platform, OPERATOR, started, Wish("p"))

    (again,) = platform.queries.waiting(started).incidents
    assert (gave_up.activity, again.activity) == ("call#1", "call#2")
    assert again.message.startswith("http/post failed")
    assert verified(platform, admin, started)


def test_looking_writes_nothing(platform, admin, put, begun):
    target = put(model(nodes("start:s user:b end:e"), "s>b>e"))
    before = contents(platform)

    found = impact.impact(platform, DESIGNER, target, PageRequest())
    planned = migration.dry_run(platform, DESIGNER, begun, Wish("p", {"a": "b"}))

    assert (found.total, found.count(Fate.NEEDS_MAPPING), planned.fate) == (1, 1, Fate.MIGRATES)
    assert contents(platform) == before


def test_a_draft_is_tried_before_it_is_deployed(platform, admin, put, begun):
    (target,) = impact.drafted(platform, DESIGNER, V2)

    found = impact.impact(platform, DESIGNER, target, PageRequest())

    assert [item.plan.fate for item in found.items] == [Fate.MIGRATES]
    assert platform.queries.instance_row(begun).version == 1


def test_a_value_that_is_asked_for_ahead_and_was_written_behind_is_named(platform, admin, put):
    def asks(*names):
        form = b'{"schema": {"type": "object", "properties": {%s}}, "ui": {}}' % b", ".join(
            b'"%s": {"type": "string"}' % n for n in names
        )
        named = '<spiffworkflow:properties><spiffworkflow:property name="formJsonSchemaFilename" value="f.form.json"/></spiffworkflow:properties>'
        content = nodes("start:s user:b user:c end:e xor:g") + USER.format(f"<extensionElements>{named}</extensionElements>")
        condition = "risk=='high'" if b"risk" in names else "True"
        return {**model(content, f"s>a>b>g?{condition}>c>e g?True>e"), "f.form.json": form}

    put(asks(b"amount"))
    behind, at_it = (instances.start_instance(platform, admin, "p", Start({"n": 1})).id for _ in range(2))
    tasks.complete(platform, admin, open_tasks(platform, behind)["a"].id, ({"amount": "1"}, None))
    put(asks(b"amount", b"risk"))

    told = migration.dry_run(platform, DESIGNER, behind, Wish("p"))
    assert (told.fate, [one for one in told.remarks if "risk" in one]) == (
        Fate.MIGRATES, ["“risk” is asked for at a condition; this instance has passed by where it is written."],
    )  # fmt: skip
    assert not any("risk" in one for one in migration.dry_run(platform, DESIGNER, at_it, Wish("p")).remarks)


def test_a_broken_draft_is_refused_with_its_problems(platform):
    with pytest.raises(InvalidInput) as refused:
        impact.drafted(platform, DESIGNER, model(nodes("start:s user:a"), "s>a>nowhere"))
    assert refused.value.problems


def test_many_are_migrated_each_on_its_own(platform, admin, put, begun):
    moved_on = instances.start_instance(platform, admin, "p", Start()).id
    tasks.complete(platform, admin, open_tasks(platform, moved_on)["a"].id, ({}, None))
    put(model(nodes("start:s user:b end:e"), "s>b>e"))

    done = migration.migrate_many(platform, OPERATOR, [begun, moved_on], Wish("p"))

    assert [one.migrated for one in done] == [False, True]
    assert "Ask" in done[0].message


def test_an_instance_that_was_left_says_so_until_it_goes_on_elsewhere(platform, admin, put, begun):
    target = put(V2)
    migration.leave(platform, OPERATOR, [begun])

    migration.leave(platform, OPERATOR, [begun])

    assert [entry.kind for entry in platform.queries.entries(begun, PageRequest()).items] == ["start", "note"]
    assert [item.left for item in impact.impact(platform, DESIGNER, target, PageRequest()).items] == [True]
    migration.migrate(platform, OPERATOR, begun, Wish("p"))
    newest = put(V1)
    assert [item.left for item in impact.impact(platform, DESIGNER, newest, PageRequest()).items] == [False]


def test_only_operators_migrate_and_designers_look(platform, admin, put, begun):
    target = put(V2)
    clerk = Actor("clerk", "Cleo", frozenset(), frozenset({Role.TASK_OWNER}))

    with pytest.raises(Forbidden):
        migration.migrate(platform, DESIGNER, begun, Wish("p"))
    with pytest.raises(Forbidden):
        impact.impact(platform, clerk, target, PageRequest())


def test_another_process_and_the_same_version_are_refused(platform, admin, put, begun):
    other = put(model(nodes("start:s user:a end:e"), "s>a>e", "q"))

    with pytest.raises(InvalidInput, match="another process"):
        migration.migrate(platform, OPERATOR, begun, Wish(other.id))
    with pytest.raises(Conflict, match="already"):
        migration.migrate(platform, OPERATOR, begun, Wish("p"))


def test_who_did_what_under_an_old_id_cannot_slip_past_the_second_pair_of_eyes(platform, admin, put):
    four = '<userTask id="b"><extensionElements><baton:task notSameAs="{}"/></extensionElements></userTask>'
    put(model(nodes("start:s user:a end:e") + four.format("a"), "s>a>b>e"))
    started = instances.start_instance(platform, admin, "p", Start()).id
    tasks.complete(platform, admin, open_tasks(platform, started)["a"].id, ({}, None))
    put(model(nodes("start:s user:a2 end:e") + four.format("a2"), "s>a2>b>e"))

    with pytest.raises(CannotMigrate, match="must not be done by whoever did"):
        migration.migrate(platform, OPERATOR, started, Wish("p"))


def contents(platform):
    """Everything the database holds."""
    with platform.store.read() as uow:
        return "\n".join(uow._connection.connection.iterdump())
