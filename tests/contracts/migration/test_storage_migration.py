"""What a migration asks of every database: an instance under another definition, and everything that hangs on it found again."""

from dataclasses import replace

from baton.dispatch.inline import NullDispatcher
from baton.domain import engine
from baton.domain.actors import Actor, Role
from baton.domain.engine import Start
from baton.domain.instances import InstanceState
from baton.domain.jobs import JobState
from baton.domain.journal import Origin, Outcome, write
from baton.domain.migration import LEFT_ALONE, Fate
from baton.domain.ports.queries import InstanceFilter, PageRequest, TaskFilter
from baton.domain.tasks import TaskState
from baton.main.clocks import FrozenClock
from baton.main.settings import Settings
from baton.main.wiring import Parts, build
from baton.storage.queries import SqlQueries
from baton.storage.store import SqlStore
from baton.usecases import deploy, instances, replay, tasks
from baton.usecases.migrating import impact, migration
from baton.usecases.migrating.migration import Wish
from conformance.migration.edits import HEAD, flows, nodes
from fakes.stored import HOUR, NOW, a_definition, a_job, a_task, an_incident, an_instance, begin

OTTO = Actor("otto", "Otto", frozenset(), frozenset({Role.OPERATOR}))
NEWER = a_definition("dispute:2", version=2, digest="newer")


def with_newer(store: SqlStore) -> None:
    with store.write() as uow:
        uow.add_definition(NEWER)
        uow.commit()


def test_an_instance_goes_over_to_another_definition(store: SqlStore, queries: SqlQueries) -> None:
    begin(store, an_instance("i1"), an_instance("i2"), an_instance("over", state=InstanceState.COMPLETED))
    with_newer(store)
    with store.write() as uow:
        uow.save_instance(replace(uow.instance("i1"), definition_id="dispute:2"))
        uow.commit()

    assert queries.instance_row("i1").version == 2
    assert queries.running("dispute") == {"dispute:1": 1, "dispute:2": 1}
    wanted = InstanceFilter("dispute", "active", other_than="dispute:2")
    assert [row.instance.id for row in queries.instances(OTTO, wanted, PageRequest()).items] == ["i2"]


def test_open_tasks_are_found_and_keep_their_place_under_another_name(store: SqlStore, queries: SqlQueries) -> None:
    begin(store, an_instance("i1"), an_instance("i2"))
    over = a_task("over").ended(TaskState.COMPLETED, "anna", NOW)
    with store.write() as uow:
        uow.add_tasks([a_task("t1", assignee="anna"), over, a_task("other", instance_id="i2")])
        uow.commit()
    with store.write() as uow:
        (task,) = uow.open_tasks("i1")
        moved = replace(
            task, activity="look#1", element_id="look", name="Look", definition_id="dispute:2", candidate_groups=("late",)
        )
        uow.save_task(moved)
        uow.commit()

    with store.read() as uow:
        assert uow.task("t1") == moved
    member = Actor("lea", "Lea", frozenset({"late"}), frozenset({Role.TASK_OWNER}))
    assert [one.id for one in queries.tasks(member, TaskFilter(), PageRequest()).items] == ["t1"]
    assert [one.id for one in queries.tasks(OTTO, TaskFilter(text="look"), PageRequest()).items] == ["t1"]


def test_raised_incidents_follow_their_activity_and_resolved_ones_do_not(store: SqlStore) -> None:
    begin(store, an_instance("i1"), an_instance("i2"))
    with store.write() as uow:
        uow.add_incidents([
            an_incident("n1"), an_incident("n2", resolved_at=NOW), an_incident("n3", activity="book#2"),
            an_incident("n4", instance_id="i2"),
        ])  # fmt: skip
        uow.commit()
    with store.write() as uow:
        uow.rename_activities("i1", {"book#1": "reserve#1"})
        uow.commit()

    with store.read() as uow:
        assert (uow.incident("n1").activity, uow.incident("n1").element_id) == ("reserve#1", "reserve")
        assert [uow.incident(id).activity for id in ("n2", "n3", "n4")] == ["book#1", "book#2", "book#1"]


def test_jobs_under_way_are_those_that_wait_or_run(store: SqlStore) -> None:
    begin(store, an_instance("i1"), an_instance("i2"))
    states = {"waits": JobState.WAITING, "runs": JobState.RUNNING, "done": JobState.DONE, "dead": JobState.DEAD}
    with store.write() as uow:
        uow.add_jobs([a_job(id, state=state, lease_until=NOW + HOUR) for id, state in states.items()])
        uow.add_jobs([a_job("other", instance_id="i2")])
        uow.commit()

    with store.read() as uow:
        assert {job.id for job in uow.jobs_under_way("i1")} == {"waits", "runs"}


def test_who_was_left_alone_is_read_from_the_journal(store: SqlStore, queries: SqlQueries) -> None:
    begin(store, an_instance("i1"), an_instance("i2"), an_instance("i3"))
    notes = {
        "i1": [(LEFT_ALONE, "dispute:1"), (LEFT_ALONE, "dispute:2")],
        "i2": [("resumed", "x")],
        "i3": [(LEFT_ALONE, "dispute:1")],
    }
    with store.write() as uow:
        for id, kinds in notes.items():
            previous = ""
            for seq, (kind, about) in enumerate(kinds, start=1):
                origin = Origin(id, "otto", "dispute:1", "1", NOW)
                note = engine.Note(
                    kind, None, {"definition": about, "reason": f'"kind":"{LEFT_ALONE}"' if kind == "resumed" else ""}
                )
                entry = write(origin, seq, previous, note, Outcome())
                uow.append(entry)
                previous = entry.hash
        uow.commit()

    assert queries.left_alone(["i1", "i2"]) == {"i1": "dispute:2"}


def test_a_migration_verifies_on_this_database(store: SqlStore) -> None:
    platform = build(Settings(), Parts(NullDispatcher(), FrozenClock(NOW), store))
    admin = Actor("admin", "Ada", frozenset(), frozenset(Role))

    def model(content: str, paths: str) -> dict[str, bytes]:
        return {"p.bpmn": f'{HEAD}<process id="p" isExecutable="true">{content}{flows(paths)}</process></definitions>'.encode()}

    deploy.deploy(platform, admin, model(nodes("start:s user:a end:e"), "s>a>e"))
    started = instances.start_instance(platform, admin, "p", Start()).id
    target = deploy.deploy(platform, admin, model(nodes("start:s user:b user:c end:e"), "s>b>c>e")).definitions[0]

    planned = impact.impact(platform, OTTO, target, PageRequest(), {"a": "b"})
    assert planned.count(Fate.MIGRATES) == 1
    migration.migrate(platform, OTTO, started, Wish("p", {"a": "b"}))

    for element in ("b", "c"):
        (task,) = platform.queries.waiting(started).tasks
        assert task.element_id == element
        tasks.complete(platform, admin, task.id, ({}, None))
    found = replay.verify(platform, admin, started)
    assert (found.broken_at, found.diverges_at, found.entries) == (None, None, 4)
