"""Lists: who sees what, in which order, page by page, alike on every database."""

from dataclasses import replace

import pytest

from baton.domain.actors import Actor, Role
from baton.domain.errors import InvalidInput, NotFound
from baton.domain.instances import InstanceState
from baton.domain.messages import Message
from baton.domain.people import Notice
from baton.domain.ports.queries import InstanceFilter, PageRequest, TaskFilter
from baton.domain.tasks import TaskState, UserTask
from baton.domain.waits import TIMER, Wait
from baton.storage.queries import SqlQueries
from baton.storage.store import SqlStore
from fakes.stored import HOUR, NOW, SECOND, a_definition, a_job, a_task, an_entry, an_incident, an_instance, begin

ANNA = Actor("anna", "Anna", frozenset({"clerks", "night"}), frozenset({Role.TASK_OWNER}))
BO = Actor("bo", "Bo", frozenset(), frozenset({Role.TASK_OWNER}))
OTTO = Actor("otto", "Otto", frozenset(), frozenset({Role.OPERATOR}))


def _with_tasks(store: SqlStore, *tasks: UserTask) -> None:
    begin(store)
    with store.write() as uow:
        uow.add_tasks(tasks)
        uow.commit()


def _ids(queries: SqlQueries, actor: Actor, wanted: TaskFilter, limit: int = 50) -> list[str]:
    """All pages, put together."""
    page = queries.tasks(actor, wanted, PageRequest(limit))
    found = [task.id for task in page.items]
    while page.next:
        page = queries.tasks(actor, wanted, PageRequest(limit, page.next))
        found += [task.id for task in page.items]
    return found


def test_everybody_sees_the_tasks_that_are_theirs_to_see(store: SqlStore, queries: SqlQueries) -> None:
    done = a_task("done", assignee="anna").ended(TaskState.COMPLETED, "anna", NOW)
    _with_tasks(
        store,
        a_task("group"),
        a_task("both", candidate_groups=("clerks", "night"), candidate_users=("anna",)),
        a_task("mine", assignee="anna"),
        a_task("given", candidate_groups=("others",), assignee="anna"),
        a_task("named", candidate_groups=(), candidate_users=("bo",)),
        a_task("taken", assignee="bo"),
        a_task("anyone", candidate_groups=()),
        a_task("no longer anyone's", candidate_groups=(), assignee="bo"),
        a_task("foreign", candidate_groups=("others",)),
        done,
    )

    def seen(actor: Actor, view: str) -> set[str]:
        return set(_ids(queries, actor, TaskFilter(view=view)))

    assert seen(ANNA, "mine") == {"mine", "given"}
    assert seen(ANNA, "team") == {"group", "both", "taken", "anyone"}
    assert seen(ANNA, "all") == {"group", "both", "mine", "given", "taken", "anyone"}
    assert seen(ANNA, "done") == {"done"}
    assert seen(BO, "all") == {"named", "taken", "anyone", "no longer anyone's"}
    assert seen(BO, "done") == set()
    assert len(seen(OTTO, "all")) == 9
    assert seen(OTTO, "team") == {"anyone"}
    assert queries.task_counts(ANNA, NOW) == {
        "mine": 2, "team": 4, "all": 6, "snoozed": 0, "overdue": 0, "done": 1,
    }  # fmt: skip


def test_the_worklist_follows_what_happens_to_a_task(store: SqlStore, queries: SqlQueries) -> None:
    _with_tasks(store, a_task("t"), a_task("free", candidate_groups=()))

    def change(task: UserTask) -> None:
        with store.write() as uow:
            uow.task(task.id)
            uow.save_task(task)
            uow.commit()

    change(a_task("t", assignee="bo"))
    change(a_task("free", candidate_groups=(), assignee="bo"))
    assert _ids(queries, ANNA, TaskFilter()) == ["t"]
    change(a_task("free", candidate_groups=()))
    assert _ids(queries, ANNA, TaskFilter(sort="created")) == ["free", "t"]
    change(a_task("t", candidate_groups=("others",)))
    assert _ids(queries, ANNA, TaskFilter()) == ["free"]
    change(a_task("t"))
    change(a_task("free", candidate_groups=()).claimed("bo").ended(TaskState.COMPLETED, "bo", NOW))
    assert _ids(queries, ANNA, TaskFilter()) == ["t"]
    with store.write() as uow:
        uow.close_all("i1", NOW)
        uow.commit()
    assert _ids(queries, ANNA, TaskFilter()) == []
    assert _ids(queries, ANNA, TaskFilter(state="cancelled")) == ["t"]
    assert _ids(queries, ANNA, TaskFilter(state=None)) == ["t"]
    assert _ids(queries, OTTO, TaskFilter(state=None)) == ["free", "t"]


@pytest.mark.parametrize("actor", [ANNA, OTTO], ids=["a candidate", "an operator"])
@pytest.mark.parametrize(
    ("sort", "order"),
    [("due", "bdace"), ("priority", "dbace"), ("created", "edcba")],
)
def test_pages_keep_the_order_and_miss_nothing(store: SqlStore, queries: SqlQueries, actor: Actor, sort: str, order: str) -> None:
    due = {"a": 3 * HOUR, "b": HOUR, "c": None, "d": HOUR, "e": None}
    _with_tasks(
        store,
        *(
            a_task(
                id,
                due_at=None if after is None else NOW + after,
                created_at=NOW + place * SECOND,
                priority=90 if id == "d" else 50,
            )
            for place, (id, after) in enumerate(due.items())
        ),
    )
    for limit in (1, 2, 3, 50):
        assert "".join(_ids(queries, actor, TaskFilter(sort=sort), limit)) == order


def test_a_page_goes_on_after_its_last_row_although_rows_came_and_went(store: SqlStore, queries: SqlQueries) -> None:
    _with_tasks(store, *(a_task(id, due_at=NOW + place * HOUR) for place, id in enumerate("abcdef")))
    first = queries.tasks(ANNA, TaskFilter(), PageRequest(2))
    with store.write() as uow:
        uow.save_task(replace(uow.task("b"), state=TaskState.CANCELLED))
        uow.add_tasks([a_task("before a", due_at=NOW - HOUR)])
        uow.commit()
    second = queries.tasks(ANNA, TaskFilter(), PageRequest(2, first.next))
    assert [[task.id for task in page.items] for page in (first, second)] == [["a", "b"], ["c", "d"]]


@pytest.mark.parametrize("cursor", ["x", "WzFd", "WyJkdWUiLG51bGwsImEiXQ", "WyJwcmlvcml0eSIsMSwyLCJhIl0", "💥"])
def test_a_page_marker_of_something_else_is_refused(queries: SqlQueries, cursor: str) -> None:
    with pytest.raises(InvalidInput):
        queries.tasks(ANNA, TaskFilter(), PageRequest(2, cursor))


def test_an_unknown_view_or_order_is_refused(queries: SqlQueries) -> None:
    for wanted in (TaskFilter(view="hers"), TaskFilter(sort="colour")):
        with pytest.raises(InvalidInput):
            queries.tasks(ANNA, wanted, PageRequest())
    with pytest.raises(InvalidInput):
        queries.incidents(None, "odd", PageRequest())


def test_a_search_takes_wildcards_literally_and_any_case_alike(store: SqlStore, queries: SqlQueries) -> None:
    _with_tasks(store, a_task("a", title="50% off_er"), a_task("b", title="50 offer"), a_task("c", business_key="ÄRGER/1"))
    for text, found in (("0% O", ["a"]), ("f_e", ["a"]), ("%", ["a"]), ("ärger/", ["c"]), ("50", ["a", "b"]), ("'; --", [])):
        for actor in (ANNA, OTTO):
            assert _ids(queries, actor, TaskFilter(text=text)) == found, text


def test_filters_narrow_the_list(store: SqlStore, queries: SqlQueries) -> None:
    begin(store, an_instance("i1"), an_instance("i2"))
    tasks = [
        a_task("a", assignee="bo"),
        a_task("b", instance_id="i2"),
        a_task("c", definition_key="other", candidate_groups=("clerks", "others")),
    ]
    with store.write() as uow:
        uow.add_tasks(tasks)
        uow.commit()
    for actor in (ANNA, OTTO):
        assert _ids(queries, actor, TaskFilter(instance_id="i2")) == ["b"]
        assert _ids(queries, actor, TaskFilter(assignee="bo")) == ["a"]
        assert _ids(queries, actor, TaskFilter(definition_key="other")) == ["c"]
        assert _ids(queries, actor, TaskFilter(group="others")) == ["c"]
        assert _ids(queries, actor, TaskFilter(group="clerks")) == ["a", "b", "c"]
        assert _ids(queries, actor, TaskFilter(group="clerks", assignee="bo")) == ["a"]
    assert _ids(queries, BO, TaskFilter(group="clerks")) == ["a"]
    assert _ids(queries, ANNA, TaskFilter(view="team", group="others")) == ["c"]


def test_overdue_tasks_are_counted_once(store: SqlStore, queries: SqlQueries) -> None:
    late = NOW - HOUR
    _with_tasks(store, a_task("a", due_at=late, assignee="anna"), a_task("b", due_at=late), a_task("c", due_at=NOW + HOUR))
    assert queries.task_counts(ANNA, NOW)["overdue"] == 2


def test_people_see_the_instances_they_started_or_worked_on(store: SqlStore, queries: SqlQueries) -> None:
    begin(store, *(an_instance(f"i{number}", started_by="eve", started_at=NOW + number * SECOND) for number in range(4)))
    with store.write() as uow:
        uow.add_instance(an_instance("i9", started_by="bo", started_at=NOW - SECOND))
        uow.add_tasks([a_task("t1", instance_id="i1", assignee="bo")])
        uow.add_tasks([a_task("t2", instance_id="i2").ended(TaskState.COMPLETED, "bo", NOW), a_task("t3", instance_id="i3")])
        uow.commit()

    def seen(actor: Actor, **wanted: object) -> list[str]:
        page = queries.instances(actor, InstanceFilter(**wanted), PageRequest(2))  # type: ignore[arg-type]
        found = [row.instance.id for row in page.items]
        while page.next:
            page = queries.instances(actor, InstanceFilter(**wanted), PageRequest(2, page.next))  # type: ignore[arg-type]
            found += [row.instance.id for row in page.items]
        return found

    assert seen(BO) == ["i2", "i1", "i9"]
    assert seen(OTTO) == ["i3", "i2", "i1", "i0", "i9"]
    assert seen(OTTO, started_by="bo") == ["i9"]
    assert [queries.touched(BO, id) for id in ("i1", "i2", "i3")] == [True, True, False]
    assert queries.touched(ANNA, "i3")


def test_a_row_says_what_an_instance_waits_for(store: SqlStore, queries: SqlQueries) -> None:
    ended = an_instance("i2", state=InstanceState.COMPLETED, business_key="50%", started_at=NOW - HOUR)
    begin(store, an_instance("i1"), ended)
    with store.write() as uow:
        uow.add_tasks([a_task()])
        uow.add_waits(
            an_instance(), [Wait("late", "late#1", "late", TIMER, due_at=NOW), Wait("x", "x#1", "x", TIMER, due_at=NOW)]
        )
        uow.add_jobs([a_job()])
        uow.add_incidents([an_incident("n1"), an_incident("n2", resolved_at=NOW)])
        uow.commit()
    row = queries.instance_row("i1")
    assert (row.title, row.version, row.incidents) == ("Invoice dispute", 1, 1)
    assert row.waits_at == ("Investigate", "book", "x")
    waiting = queries.waiting("i1")
    assert (waiting.tasks, waiting.jobs, waiting.incidents) == ((a_task(),), (a_job(),), (an_incident("n1"),))
    assert [wait.key for wait in waiting.waits] == ["late", "x"]
    with pytest.raises(NotFound):
        queries.instance_row("nothing")
    for wanted, found in (
        (InstanceFilter(with_incidents=True), ["i1"]),
        (InstanceFilter(state="completed"), ["i2"]),
        (InstanceFilter(text="0%"), ["i2"]),
        (InstanceFilter(text="DISPUTE"), ["i1", "i2"]),
        (InstanceFilter(business_key="INV-7", definition_key="dispute"), ["i1"]),
        (InstanceFilter(definition_key="other"), []),
    ):
        assert [row.instance.id for row in queries.instances(OTTO, wanted, PageRequest()).items] == found
    figures = {"open_tasks": 1, "active_instances": 1, "incidents": 1, "due_jobs": 1, "dead_jobs": 0, "lag_seconds": 3600}
    assert queries.gauges(NOW + HOUR) == figures
    assert queries.raised_incidents() == 1


def test_incidents_are_counted_no_further_than_people_read(store: SqlStore, queries: SqlQueries) -> None:
    begin(store)
    with store.write() as uow:
        uow.add_incidents([an_incident(f"n{number}", resolved_at=NOW if number < 3 else None) for number in range(104)])
        uow.commit()
    assert queries.raised_incidents() == 100


def test_the_other_lists_come_in_pages_too(store: SqlStore, queries: SqlQueries) -> None:
    begin(store)
    with store.write() as uow:
        for number in range(3):
            uow.append(an_entry(number + 1))
            uow.add_incidents([an_incident(f"n{number}", raised_at=NOW + number * SECOND, resolved_at=NOW if number else None)])
            uow.keep_message(
                Message(f"m{number}", "paid", {}, {}, NOW + number * SECOND, NOW + HOUR, ("i1",) if number == 1 else ())
            )
            uow.add_notices([Notice(f"o{number}", "anna", "Look", "/", NOW + number * SECOND)])
        uow.add_definition(a_definition("dispute:2", version=2, deployed_at=NOW + HOUR))
        uow.commit()
    two = PageRequest(2)
    entries = queries.entries("i1", two)
    assert [entry.seq for entry in (*entries.items, *queries.entries("i1", PageRequest(2, entries.next)).items)] == [1, 2, 3]
    incidents = queries.incidents("i1", None, two)
    rest = queries.incidents("i1", None, PageRequest(2, incidents.next))
    assert [found.id for found in (*incidents.items, *rest.items)] == ["n2", "n1", "n0"]
    assert [found.id for found in queries.incidents(None, "raised", two).items] == ["n0"]
    assert [found.id for found in queries.incidents("other", "resolved", two).items] == []
    assert [message.id for message in queries.unmatched_messages(two).items] == ["m2", "m0"]
    notices = queries.notices("anna", two)
    assert [notice.id for notice in (*notices.items, *queries.notices("anna", PageRequest(2, notices.next)).items)] == [
        "o2",
        "o1",
        "o0",
    ]
    rows = queries.definitions(two).items
    assert [(row.id, row.latest, row.startable, row.running) for row in rows] == [
        ("dispute:2", True, True, 0), ("dispute:1", False, True, 1),
    ]  # fmt: skip
    assert [row.id for row in queries.definitions(two, latest_only=True).items] == ["dispute:2"]


def test_a_page_is_never_longer_than_200_rows(store: SqlStore, queries: SqlQueries) -> None:
    _with_tasks(store, *(a_task(f"t{number}") for number in range(201)))
    assert len(queries.tasks(ANNA, TaskFilter(), PageRequest(9999)).items) == 200
    assert len(queries.tasks(ANNA, TaskFilter(), PageRequest(0)).items) == 1
    assert queries.task_counts(ANNA, NOW)["team"] == 100
