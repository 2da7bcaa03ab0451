"""Letters: sent at least once as the same mail, given up with a reason, and never without what belongs to them."""

from datetime import timedelta

import pytest

from baton.domain.jobs import LETTER, Job, JobState
from baton.domain.working.letters import Letter
from baton.usecases import due
from baton.usecases.telling.letters import POSTAL


class WorkerEnded(BaseException):
    """As if the process had ended."""


@pytest.fixture
def owe(platform, clock):
    def owed(letter):
        with platform.store.write() as uow:
            uow.add_jobs(
                [
                    Job(
                        "letter-1",
                        LETTER,
                        clock.now(),
                        clock.now(),
                        operation=letter.template,
                        parameters=letter.recorded(),
                        policy=POSTAL,
                    )
                ]
            )
            uow.commit()

    return owed


def job(platform):
    with platform.store.read() as uow:
        return uow.job("letter-1")


def test_a_worker_that_ends_after_sending_sends_the_same_mail_again(platform, post, owe, clock):
    owe(Letter("ana@example.com", "nudge", {"task": "Check", "by": "Bo", "person": "Ana"}))

    def ends(name):
        if name == "called_not_recorded":
            raise WorkerEnded

    broken = type(platform)(**{**vars(platform), "point": ends})
    with pytest.raises(WorkerEnded):
        due.drain(broken)
    assert job(platform).state is JobState.RUNNING
    clock.move_to(clock.now() + timedelta(minutes=6))
    due.drain(platform)
    first, second = (mail["Message-ID"] for mail in post.mails)
    assert first == second == "<letter-1@baton.example>"
    assert job(platform).state is JobState.DONE


def test_a_letter_refused_for_good_is_given_up_at_once(platform, post, owe):
    post.answers = ["550 no such user"]
    owe(Letter("gone@example.com", "nudge", {"person": "Gone"}))
    due.drain(platform)
    assert (job(platform).state, job(platform).attempt) == (JobState.DEAD, 1)
    assert "550 no such user" in job(platform).error


def test_a_server_that_stays_away_is_tried_for_hours_and_then_given_up(platform, post, owe, clock):
    post.answers = ["451 away"] * 100
    owe(Letter("ana@example.com", "nudge", {"person": "Ana"}))
    begun, moments = clock.now(), []
    while job(platform).state is not JobState.DEAD:
        due.drain(platform)
        moments.append(clock.now())
        clock.move_to(job(platform).due_at)
    assert len(moments) == 8
    assert moments[-1] - begun > timedelta(hours=12)


@pytest.mark.parametrize(
    "letter",
    [
        Letter("ana@example.com", "no-such-letter"),
        Letter("ana@example.com", "outsider-task", {"task": "x"}, link="gone"),
        Letter("ana@example.com", "signed-copy", {"task": "x"}, enclosed=("gone",)),
    ],
)
def test_a_letter_that_lacks_something_is_given_up_with_the_reason(platform, post, owe, letter):
    owe(letter)
    due.drain(platform)
    assert job(platform).state is JobState.DEAD
    assert job(platform).error
    assert post.mails == []


def test_letters_to_guests_offer_no_preferences(platform, post, owe):
    owe(Letter("vera@vendor.example", "signed-copy", {"name": "Vera", "task": "Contract", "path": "/verify?id=1"}, "de"))
    due.drain(platform)
    (mail,) = post.mails
    assert mail["List-Unsubscribe"] is None
    for kind in ("plain", "html"):
        content = mail.get_body((kind,)).get_content()
        assert "preferences" not in content
        assert "https://baton.example/verify?id=1" in content
