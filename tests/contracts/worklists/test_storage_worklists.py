"""Lists of tasks narrowed by what they are about and when they are due, and what people put aside."""

from dataclasses import replace
from datetime import timedelta

import pytest

from baton.domain.actors import Actor, Role
from baton.domain.errors import InvalidInput, NotFound
from baton.domain.people import Person
from baton.domain.ports.queries import PageRequest, TaskFilter
from baton.domain.working.worklists import SavedView, Snooze, facts_of, read_condition
from baton.storage.queries import SqlQueries
from baton.storage.queries import tasks as task_lists
from baton.storage.store import SqlStore
from fakes.stored import HOUR, NOW, SECOND, a_task, an_instance, begin

ANNA = Actor("anna", "Anna", frozenset({"clerks", "night"}), frozenset({Role.TASK_OWNER}))
BO = Actor("bo", "Bo", frozenset(), frozenset({Role.TASK_OWNER}))
OTTO = Actor("otto", "Otto", frozenset(), frozenset({Role.OPERATOR}))
DAY = timedelta(days=1)

VARIABLES = {
    "a": {"amount": 4999.5, "customer": "ACME 50%_off", "order": "0500", "when": "2026-03-02T10:00"},
    "b": {"amount": 5000, "customer": "Ärger", "order": 500, "when": "2026-03-03"},
    "c": {"amount": 12000, "customer": "", "rush": True},
    "d": {"amount": "much", "nested": {"amount": 1}, "rush": False},
}


def _filled(store: SqlStore) -> None:
    begin(store, *(an_instance(f"i-{id}") for id in VARIABLES))
    with store.write() as uow:
        for place, (id, variables) in enumerate(VARIABLES.items()):
            uow.add_tasks([a_task(id, instance_id=f"i-{id}", due_at=NOW + place * HOUR, priority=90 if id == "b" else 50)])
            uow.save_facts(f"i-{id}", facts_of(variables))
        uow.commit()


def _ids(queries: SqlQueries, actor: Actor, wanted: TaskFilter, limit: int = 50) -> str:
    page = queries.tasks(actor, wanted, PageRequest(limit))
    found = [task.id for task in page.items]
    while page.next:
        page = queries.tasks(actor, wanted, PageRequest(limit, page.next))
        found += [task.id for task in page.items]
    return "".join(found)


@pytest.mark.parametrize("probed", [1_000, 0], ids=["from the facts", "along the list"])
@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        (["amount>5000"], "c"), (["amount>=5000"], "bc"), (["amount<5000"], "a"), (["amount<=5000"], "ab"),
        (["amount5000"], "b"), (["amount4999..5000"], "ab"), (["amountmuch"], "d"), (["customer~aCm"], "a"),
        (["customer~%_"], "a"), (["customer~x%"], ""), (["customerärger"], "b"), (["customerempty"], "cd"),
        (["customer!empty"], "ab"), (["order500"], "b"), (["order0500"], "ab"), (["rushtrue"], "c"), (["nestedempty"], "abcd"),
        (["when2026-03-01..2026-03-02"], "a"), (["when>2026-03-02"], "ab"), (["amount>1", "customer~a"], "a"),
        (["amount>1", "customer!empty", "amount<5000"], "a"), (["'; --=x"], ""), (["amount>nothing"], ""),
    ],
)  # fmt: skip
def test_tasks_are_found_by_what_they_are_about(
    store: SqlStore, queries: SqlQueries, conditions: list[str], found: str, probed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(task_lists, "PROBED", probed)
    _filled(store)
    names = ("amount", "customer", "order", "rush", "nested", "when", "'; --")
    wanted = tuple(
        read_condition(name, text.removeprefix(name)) for text in conditions for name in names if text.startswith(name)
    )
    assert len(wanted) == len(conditions)
    for actor in (ANNA, OTTO):
        for limit in (1, 50):
            assert _ids(queries, actor, TaskFilter(conditions=wanted), limit) == found
    assert _ids(queries, BO, TaskFilter(conditions=wanted)) == ""


def test_facts_follow_the_variables_and_end_with_the_instance(store: SqlStore, queries: SqlQueries) -> None:
    _filled(store)
    big = TaskFilter(conditions=(read_condition("amount", ">5000"),))
    assert queries.fact_names(["i-a", "i-c"]) == ["amount", "customer", "order", "rush", "when"]
    with store.write() as uow:
        uow.save_facts("i-a", facts_of({"amount": 6000}))
        uow.drop_facts("i-c", ["amount", "no such thing"])
        uow.commit()
    assert _ids(queries, ANNA, big) == "a"
    with store.write() as uow:
        uow.rest_facts("i-a")
        uow.commit()
    assert _ids(queries, ANNA, big) == ""
    assert queries.fact_names(["i-a"]) == ["amount", "customer", "order", "when"]


@pytest.mark.parametrize("actor", [ANNA, OTTO], ids=["a candidate", "an operator"])
def test_due_priority_and_step_narrow_the_list(store: SqlStore, queries: SqlQueries, actor: Actor) -> None:
    _filled(store)
    with store.write() as uow:
        uow.add_tasks([a_task("z", instance_id="i-a", element_id="other")])
        uow.commit()
    assert _ids(queries, actor, TaskFilter(due_before=NOW + HOUR)) == "a"
    assert _ids(queries, actor, TaskFilter(due_from=NOW + HOUR, due_before=NOW + 3 * HOUR)) == "bc"
    assert _ids(queries, actor, TaskFilter(due_from=NOW + 2 * HOUR)) == "cd"
    assert _ids(queries, actor, TaskFilter(priority=60)) == "b"
    assert _ids(queries, actor, TaskFilter(element_id="other")) == "z"
    assert queries.elements_open("dispute") == [("investigate", "Investigate"), ("other", "Investigate")]


def test_a_snoozed_task_is_out_of_sight_of_that_person_until_its_time_or_until_it_is_late(
    store: SqlStore, queries: SqlQueries
) -> None:
    _filled(store)
    _people(store)
    with store.write() as uow:
        for id in "acd":
            uow.save_snooze(Snooze("anna", id, NOW + DAY, NOW))
        uow.save_snooze(Snooze("anna", "b", NOW, NOW - HOUR))
        uow.commit()

    def at(hours: int, view: str = "team") -> str:
        return _ids(queries, ANNA, TaskFilter(view=view, awake_at=NOW + hours * HOUR + SECOND))

    assert (at(0), at(0, "snoozed")) == ("b", "acd")  # a is overdue, and was already when it was put aside
    assert at(1) == "b"
    assert at(2) == "bc"
    assert (at(24), at(24, "snoozed")) == ("abcd", "")
    counts = queries.task_counts(ANNA, NOW + SECOND)
    assert (counts["team"], counts["snoozed"], counts["all"], counts["overdue"]) == (1, 3, 1, 0)
    assert _ids(queries, OTTO, TaskFilter(awake_at=NOW + SECOND)) == "abcd"
    assert _ids(queries, ANNA, TaskFilter()) == "abcd"
    with store.write() as uow:
        uow.drop_snooze("anna", "c")
        assert [one.task_id for one in uow.snoozes("anna")] == ["a", "d", "b"]
        uow.commit()
    assert at(0) == "bc"


def test_saved_views_are_shared_and_one_opens_first(store: SqlStore) -> None:
    _people(store)
    mine = SavedView("v1", "anna", "Big ones", "var.amount=%3E5000", NOW)
    shared = SavedView("v2", "bo", "Night", "view=team", NOW, groups=("night",))
    with store.write() as uow:
        uow.save_view(mine)
        uow.save_view(shared)
        uow.save_view(SavedView("v3", "bo", "Private", "", NOW))
        uow.save_default_view("anna", "v1")
        uow.save_default_view("anna", "v2")
        uow.commit()
    with store.write() as uow:
        assert uow.saved_views("anna", frozenset({"night"})) == [mine, shared]
        assert [one.id for one in uow.saved_views("anna", frozenset())] == ["v1"]
        assert uow.default_view("anna") == "v2"
        uow.save_view(replace(mine, name="Biggest", everybody=True))
        uow.drop_view("v2")
        uow.commit()
    with store.read() as uow:
        assert [one.name for one in uow.saved_views("bo", frozenset())] == ["Biggest", "Private"]
        assert uow.default_view("anna") is None
        with pytest.raises(NotFound):
            uow.saved_view("v2")


def test_favourites_and_what_somebody_started_last(store: SqlStore, queries: SqlQueries) -> None:
    _people(store)
    begin(store, an_instance("i1"), an_instance("i2", definition_key="leave", started_at=NOW + HOUR))
    with store.write() as uow:
        uow.save_favourite("anna", "dispute", True)
        uow.save_favourite("anna", "leave", True)
        uow.save_favourite("anna", "leave", True)
        uow.save_favourite("anna", "dispute", False)
        uow.commit()
    with store.read() as uow:
        assert uow.favourites("anna") == {"leave"}
        assert uow.favourites("bo") == frozenset()
    assert queries.recently_started("anna") == ["leave", "dispute"]


def _people(store: SqlStore) -> None:
    with store.write() as uow:
        for id in ("anna", "bo"):
            uow.save_person(Person(id, id, f"{id}@example.com", frozenset(), frozenset()))
        uow.commit()


@pytest.mark.parametrize("actor", [ANNA, OTTO], ids=["a candidate", "an operator"])
@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("var.amount", "abcd"), ("-var.amount", "cbad"), ("var.customer", "abcd"), ("-var.customer", "bacd"),
        ("var.nothing", "abcd"), ("-due", "dcba"), ("var.rush,due", "dcab"), ("priority,-var.amount", "bcad"),
        ("-var.rush,-due", "cdba"), ("due,var.amount", "abcd"),
    ],
)  # fmt: skip
def test_tasks_are_sorted_by_several_keys_and_by_variables(
    store: SqlStore, queries: SqlQueries, actor: Actor, sort: str, found: str
) -> None:
    _filled(store)
    for limit in (1, 3, 50):
        for view in ("all", "team"):
            assert _ids(queries, actor, TaskFilter(view, sort=sort), limit) == (found if view == "all" or actor is ANNA else "")


def test_a_sort_order_that_does_not_exist_and_a_marker_of_another_are_refused(store: SqlStore, queries: SqlQueries) -> None:
    _filled(store)
    page = queries.tasks(ANNA, TaskFilter(sort="-var.amount"), PageRequest(1))
    for sort, after in (("colour", None), ("var.", None), ("due,due,priority,created,-due", None), ("var.amount", page.next)):
        with pytest.raises(InvalidInput):
            queries.tasks(ANNA, TaskFilter(sort=sort), PageRequest(1, after))


def test_tasks_without_a_due_date_are_found(store: SqlStore, queries: SqlQueries) -> None:
    _filled(store)
    with store.write() as uow:
        uow.add_tasks([a_task("z", instance_id="i-a", due_at=None)])
        uow.commit()
    for actor in (ANNA, OTTO):
        assert _ids(queries, actor, TaskFilter(undated=True)) == "z"
        assert _ids(queries, actor, TaskFilter(sort="-due")) == "dcbaz"


def test_facts_are_shown_as_they_are_also_when_the_instance_ended(store: SqlStore, queries: SqlQueries) -> None:
    _filled(store)
    with store.write() as uow:
        uow.rest_facts("i-a")
        uow.commit()
    shown = queries.facts(["i-a", "i-b", "i-c", "i-none"], ["amount", "customer", "rush"])
    assert shown == {
        "i-a": {"amount": 4999.5, "customer": "ACME 50%_off"}, "i-b": {"amount": 5000, "customer": "Ärger"},
        "i-c": {"amount": 12000, "customer": "", "rush": True},
    }  # fmt: skip
    assert _ids(queries, ANNA, TaskFilter(conditions=(read_condition("amount", "<5000"),))) == ""
