"""Being away: who stands in, what they may do, what the journal says, and that two pairs of eyes stay two."""

from dataclasses import replace
from datetime import timedelta

import pytest

from baton.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from baton.domain.policy import can
from baton.domain.ports.queries import PageRequest, TaskFilter
from baton.usecases import tasks
from baton.usecases.telling import absences
from baton.usecases.telling.absences import Wish

DAY = timedelta(days=1)


@pytest.fixture
def away(platform, actor, clock):
    """``away("ana", "bo")``: from now on for a week."""

    def set_for(person, substitute, **more):
        wish = Wish(person, substitute, clock.now(), clock.now() + 7 * DAY, **more)
        return absences.set_absence(platform, actor(person), wish)

    return set_for


def journal(platform, instance_id):
    with platform.store.read() as uow:
        return [(entry.actor, entry.content["command"]) for entry in uow.entries(instance_id)]


def stored(platform, id):
    with platform.store.read() as uow:
        return uow.task(id)


def test_who_stands_in_has_the_hands_of_who_is_away_and_only_as_long(platform, actor, away, clock):
    away("ana", "dee")
    assert actor("dee").hands == {"dee", "ana"}
    clock.move_to(clock.now() + 7 * DAY)
    assert actor("dee").hands == {"dee"}


def test_an_absence_that_is_ended_early_lends_nothing_any_more(platform, actor, away):
    absence = away("ana", "dee")
    absences.end_absence(platform, actor("ana"), absence.id)
    assert actor("dee").hands == {"dee"}


def test_a_task_of_who_is_away_is_completed_with_both_names(platform, actor, away, start):
    task = start(who="ana")
    with pytest.raises(NotFound):
        tasks.complete(platform, actor("dee"), task.id, ({}, None))
    away("ana", "dee")
    tasks.complete(platform, actor("dee"), task.id, ({}, None))
    who, command = journal(platform, task.instance_id)[-1]
    assert (who, command["on_behalf_of"]) == ("dee", "ana")
    done = stored(platform, task.id)
    assert (done.ended_by, done.on_behalf_of) == ("dee", "ana")


def test_a_task_is_taken_over_with_both_names_and_remembers_it_when_the_absence_is_over(platform, actor, away, start, clock):
    task = start(who="ana")
    away("ana", "dee")
    taken = tasks.claim(platform, actor("dee"), task.id)
    assert (taken.assignee, taken.on_behalf_of) == ("dee", "ana")
    assert journal(platform, task.instance_id)[-1][1]["data"]["on_behalf_of"] == "ana"
    clock.move_to(clock.now() + timedelta(hours=1))
    tasks.complete(platform, actor("dee"), task.id, ({}, None))
    assert journal(platform, task.instance_id)[-1][1]["on_behalf_of"] == "ana"


def test_a_task_put_back_by_who_stood_in_is_with_its_owner_again(platform, actor, away, start):
    task = start(who="ana")
    away("ana", "dee")
    tasks.claim(platform, actor("dee"), task.id)
    back = tasks.release(platform, actor("dee"), task.id)
    assert (back.assignee, back.on_behalf_of) == ("ana", None)


def test_who_hands_a_task_to_themself_still_has_it_for_the_absent_one(platform, actor, away, start):
    task = start(who="ana")
    away("ana", "dee")
    for _ in range(2):
        held = tasks.assign(platform, actor("dee"), task.id, "dee")
        assert (held.assignee, held.on_behalf_of) == ("dee", "ana")
    tasks.complete(platform, actor("dee"), task.id, ({}, None))
    assert journal(platform, task.instance_id)[-1][1]["on_behalf_of"] == "ana"


def test_handing_a_task_to_oneself_is_no_way_around_the_second_pair_of_eyes(platform, actor, admin, away, start):
    task = start(who="ana")
    tasks.complete(platform, actor("ana"), task.id, ({}, None))
    approval = approval_of(platform, task.instance_id)
    with platform.store.write() as uow:
        uow.save_task(replace(uow.task(approval.id), assignee="ana"))
        uow.commit()
    away("ana", "dee")
    with pytest.raises(Forbidden, match="ana, for whom you stand in, already decided"):
        tasks.assign(platform, actor("dee"), approval.id, "dee")


def test_what_an_operator_gave_somebody_they_do_in_their_own_name(platform, actor, admin, away, start):
    task = start(group="clerks")
    away("ana", "dee", groups=True)
    tasks.assign(platform, admin, task.id, "dee")
    tasks.complete(platform, actor("dee"), task.id, ({}, None))
    assert stored(platform, task.id).on_behalf_of is None


def test_a_task_for_one_person_alone_is_put_back_to_nobody(platform, actor, start):
    task = start(who="ana")
    with pytest.raises(Conflict, match="hand it to somebody"):
        tasks.release(platform, actor("ana"), task.id)
    assert stored(platform, task.id).assignee == "ana"
    assert not can(actor("dee"), "task.see", stored(platform, task.id))


def test_what_anybody_may_take_is_put_back_to_everybody(platform, actor, start):
    task = start()
    tasks.claim(platform, actor("dee"), task.id)
    assert tasks.release(platform, actor("dee"), task.id).assignee is None


def test_whoever_is_not_named_still_finds_it_taken(platform, actor, away, start):
    task = start(who="ana")
    tasks.assign(platform, actor("ana"), task.id, "bo")
    away("ana", "dee")
    with pytest.raises((Conflict, NotFound)):
        tasks.claim(platform, actor("dee"), task.id)


def test_groups_are_lent_only_where_the_absence_says_so(platform, actor, away, start):
    task = start(group="clerks")
    absence = away("ana", "dee")
    assert not can(actor("dee"), "task.see", task)
    absences.end_absence(platform, actor("ana"), absence.id)
    away("ana", "dee", groups=True)
    assert actor("dee").groups == {"others", "clerks"}
    tasks.claim(platform, actor("dee"), task.id)
    assert stored(platform, task.id).on_behalf_of == "ana"


def test_who_may_do_it_anyway_does_it_in_their_own_name(platform, actor, away, start):
    task = start(group="clerks")
    away("ana", "bo", groups=True)
    tasks.claim(platform, actor("bo"), task.id)
    assert stored(platform, task.id).on_behalf_of is None


def test_of_two_who_name_each_other_each_stands_in_for_the_other_and_no_further(actor, away):
    away("ana", "bo")
    away("bo", "ana")
    away("cy", "bo")
    assert actor("bo").hands == {"bo", "ana", "cy"}
    assert actor("ana").hands == {"ana", "bo"}


def approval_of(platform, instance_id):
    with platform.store.read() as uow:
        (task,) = uow.open_tasks(instance_id)
    assert task.element_id == "approve"
    return task


def test_what_was_done_for_somebody_they_cannot_approve_themselves(platform, actor, away, start):
    task = start(who="ana")
    absence = away("ana", "dee")
    tasks.complete(platform, actor("dee"), task.id, ({}, None))
    absences.end_absence(platform, actor("ana"), absence.id)
    with pytest.raises(Forbidden, match="you already decided"):
        tasks.claim(platform, actor("ana"), approval_of(platform, task.instance_id).id)
    tasks.claim(platform, actor("bo"), approval_of(platform, task.instance_id).id)


def test_who_did_a_step_cannot_approve_it_for_somebody_else(platform, actor, away, start):
    task = start(who="dee")
    tasks.complete(platform, actor("dee"), task.id, ({}, None))
    away("ana", "dee", groups=True)
    with pytest.raises(Forbidden, match="you already decided"):
        tasks.claim(platform, actor("dee"), approval_of(platform, task.instance_id).id)


def test_who_stands_in_cannot_approve_what_the_absent_one_did(platform, actor, away, start):
    task = start(who="ana")
    tasks.complete(platform, actor("ana"), task.id, ({}, None))
    away("ana", "dee", groups=True)
    for act in (tasks.claim, lambda *given: tasks.complete(*given, ({}, None))):
        with pytest.raises(Forbidden, match="ana, for whom you stand in, already decided"):
            act(platform, actor("dee"), approval_of(platform, task.instance_id).id)


def test_who_stands_in_hears_of_the_absence_and_of_new_tasks(post, away, start, notices):
    away("ana", "dee", note="The contract is urgent.")
    assert notices("dee") == ["You stand in for Ana from 2026-03-02 until 2026-03-09"]
    assert "The contract is urgent." in post.mails[0].get_body(("plain",)).get_content()
    post.mails.clear()
    start(who="ana")
    assert sorted(mail["To"] for mail in post.mails) == ["ana@example.com", "dee@example.com"]
    other = next(mail for mail in post.mails if mail["To"] == "dee@example.com")
    assert "because you stand in for Ana" in other.get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    ("person", "substitute", "days", "field"),
    [
        ("ana", "ana", (0, 7), "substitute"), ("ana", "nobody", (0, 7), "substitute"), ("ana", "bo", (7, 0), "until"),
        ("ana", "bo", (-7, -1), "until"), ("ana", "bo", (None, 1), "from"), ("ana", "bo", (0, 1000), "until"),
    ],
)  # fmt: skip
def test_an_absence_that_cannot_be_is_refused_at_its_field(platform, actor, clock, person, substitute, days, field):
    start, end = (clock.now() + day * DAY if day is not None else None for day in days)
    with pytest.raises(InvalidInput) as refusal:
        absences.set_absence(platform, actor(person), Wish(person, substitute, start, end))
    assert [problem.field for problem in refusal.value.problems] == [field]


def test_nobody_is_away_twice_at_once(away):
    away("ana", "bo")
    with pytest.raises(InvalidInput, match="not stored"):
        away("ana", "dee")


def test_only_administrators_send_others_away(platform, actor, admin, clock):
    wish = Wish("ana", "dee", clock.now(), clock.now() + DAY)
    with pytest.raises(Forbidden):
        absences.set_absence(platform, actor("bo"), wish)
    absences.set_absence(platform, admin, wish)
    assert actor("dee").hands == {"dee", "ana"}


def test_saving_an_account_meanwhile_keeps_for_whom_it_stands_in(platform, actor, away):
    with platform.store.read() as uow:
        before = uow.person("dee")
    away("ana", "dee")
    with platform.store.write() as uow:
        uow.save_person(before)
        uow.commit()
    assert actor("dee").hands == {"dee", "ana"}


@pytest.mark.parametrize("view", ["mine", "all"])
def test_what_waits_for_the_absent_stands_on_the_list_of_who_stands_in(platform, actor, away, start, clock, view):
    task, offered = start(who="ana"), start(group="clerks")

    def listed(id, view=view):
        return {one.id for one in platform.queries.tasks(actor(id), TaskFilter(view), PageRequest()).items}

    def counted(id):
        return platform.queries.task_counts(actor(id), clock.now())

    assert listed("dee") == set()
    away("ana", "dee", groups=True)
    assert task.id in listed("dee")
    assert task.id not in listed("dee", "team")
    assert offered.id in listed("dee", "team")
    assert (counted("dee")["mine"], counted("dee")["team"]) == (1, 1)
    assert platform.queries.touched(actor("dee"), task.instance_id)
    assert listed("cy") == set()
