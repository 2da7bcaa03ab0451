"""Who is told of a task, by which way, and why."""

from datetime import timedelta

from baton.domain.actors import Telling
from baton.domain.working.telling import QUESTION, TASK_ESCALATED, Event
from baton.usecases import tasks
from baton.usecases.act import run
from baton.usecases.telling.events import tell


def test_whoever_is_given_a_task_hears_of_it_inside_and_by_mail(post, start, notices):
    start(who="ana")
    assert notices("ana") == ["Check order: Laptop"]
    (mail,) = post.mails
    assert mail["To"] == "ana@example.com"
    text = mail.get_body(("plain",)).get_content()
    assert "https://baton.example/tasks/" in text
    assert "because the task is assigned to you" in text
    assert "https://baton.example/preferences" in text
    assert notices("bo") == []


def test_a_mail_speaks_the_language_of_whoever_gets_it(post, start, prefer):
    prefer("ana", language="de")
    start(who="ana")
    assert "ist jetzt bei Ihnen" in post.mails[0].get_body(("html",)).get_content()


def test_nobody_is_told_of_what_they_did_themselves(post, start, actor, notices):
    start(who="ana", by=actor("ana"))
    assert (notices("ana"), post.mails) == ([], [])


def test_a_group_hears_of_its_tasks_in_the_digest_only(post, start, clock, at, notices):
    start(group="clerks")
    assert (notices("ana"), post.mails) == ([], [])
    at(clock.now() + timedelta(days=1))
    assert sorted(mail["To"] for mail in post.mails) == ["ana@example.com", "bo@example.com"]
    text = post.mails[0].get_body(("plain",)).get_content()
    assert "because you are in the group clerks" in text
    assert "For your group: Check order: Laptop" in text


def test_what_is_done_by_the_time_of_the_digest_is_left_out_and_nothing_makes_no_mail(post, platform, start, actor, clock, at):
    task = start(group="chiefs")
    tasks.complete(platform, actor("cy"), task.id, ({}, None))
    post.mails.clear()
    at(clock.now() + timedelta(days=1))
    assert [mail["To"] for mail in post.mails if mail["To"] == "cy@example.com"] == []


def test_a_deadline_that_passed_tells_the_next_at_once_with_the_reason(post, start, clock, at, notices, prefer):
    prefer("cy", telling=Telling(quiet=(0, 23)))
    start(who="ana")
    post.mails.clear()
    at(clock.now() + timedelta(days=2, minutes=1))
    mail = next(mail for mail in post.mails if mail["To"] == "cy@example.com")
    assert mail["Subject"] == "Escalated to you: Rescue order"
    assert "escalated to the group chiefs" in mail.get_body(("plain",)).get_content()
    assert notices("cy") == ["Escalated to you: Rescue order"]


def test_who_wants_no_escalation_at_night_gets_it_in_the_morning(post, start, clock, at, prefer):
    prefer("cy", telling=Telling(quiet=(0, 23), urgent_anyway=False))
    start(who="ana")
    at(clock.now() + timedelta(days=2, minutes=1))
    assert [mail for mail in post.mails if mail["To"] == "cy@example.com"] == []
    at(clock.now().replace(hour=23))
    assert [mail["Subject"] for mail in post.mails if mail["To"] == "cy@example.com"] == ["Escalated to you: Rescue order"]


def test_a_person_may_want_no_mail_or_no_notice(post, start, prefer, notices):
    prefer("ana", telling=Telling(mail=(("task-assigned", "never"),)))
    prefer("bo", telling=Telling(silent=frozenset({"task-assigned"})))
    start(who="ana")
    start(who="bo")
    assert [mail["To"] for mail in post.mails] == ["bo@example.com"]
    assert (len(notices("ana")), notices("bo")) == (1, [])


def test_who_muted_an_instance_hears_only_of_what_is_theirs(platform, start, notices):
    task = start(who="ana")
    with platform.store.write() as uow:
        uow.mute("ana", task.instance_id, True)
        uow.commit()

    def happens(kind):
        event = Event(kind, ("ana", "bo"), task_id=task.id, instance_id=task.instance_id, values={"text": "Why?"}, by="cy")
        run(platform, lambda act: tell(platform, act, event))

    happens(QUESTION)
    assert len(notices("ana")) == 1
    assert notices("bo") == ["Cy asks you about Check order"]
    happens(TASK_ESCALATED)
    assert "Escalated to you: Check order: Laptop" in notices("ana")


def test_quiet_hours_hold_a_mail_until_they_end_in_the_persons_zone(post, start, prefer, clock, at):
    prefer("ana", time_zone="America/New_York", telling=Telling(quiet=(20, 7)))
    start(who="ana")  # 09:00 UTC is 04:00 in New York
    assert post.mails == []
    at(clock.now() + timedelta(hours=2, minutes=59))
    assert post.mails == []
    at(clock.now() + timedelta(minutes=1))
    assert [mail["To"] for mail in post.mails] == ["ana@example.com"]


def test_a_held_mail_about_a_task_that_is_done_meanwhile_is_not_sent(post, platform, start, prefer, actor, clock, at):
    prefer("ana", telling=Telling(quiet=(8, 12)))
    task = start(who="ana")
    tasks.complete(platform, actor("ana"), task.id, ({}, None))
    at(clock.now().replace(hour=13))
    assert [mail for mail in post.mails if mail["To"] == "ana@example.com"] == []


def test_a_server_that_is_away_is_tried_again_and_the_mail_is_the_same(post, start, clock, at):
    post.answers = ["451 later", "451 later"]
    start(who="ana")
    assert post.mails == []
    at(clock.now() + timedelta(minutes=10))
    at(clock.now() + timedelta(minutes=10))
    assert [mail["To"] for mail in post.mails] == ["ana@example.com"]
