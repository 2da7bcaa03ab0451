"""Two people change one thing at the same moment: neither overwrites what the other did without having seen it."""

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import databases
from baton.dispatch.inline import NullDispatcher
from baton.domain.actors import PLATFORM, Actor, Role
from baton.domain.engine import Start
from baton.domain.errors import Conflict, InvalidInput
from baton.domain.people import Person
from baton.main.clocks import FrozenClock
from baton.main.settings import Settings
from baton.main.wiring import Parts, build
from baton.storage.store import SqlStore
from baton.storage.unit_of_work import SqlUnitOfWork
from baton.usecases import deploy, instances, people
from baton.usecases.filling import questions, remarks
from baton.usecases.telling import absences
from baton.usecases.telling.absences import Wish
from baton.usecases.worklist import views
from baton.usecases.worklist.views import ViewDraft

A_MOMENT = 1.0
MODEL = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:baton="urn:baton:bpmn:1" id="d" targetNamespace="t">
  <process id="one" isExecutable="true">
    <startEvent id="s"/><userTask id="check" name="Check"><extensionElements><baton:task candidateGroups="clerks"/></extensionElements></userTask>
    <endEvent id="e"/><sequenceFlow id="a" sourceRef="s" targetRef="check"/><sequenceFlow id="b" sourceRef="check" targetRef="e"/>
  </process></definitions>"""
ANA, BEN, CY = (Actor(id, id.capitalize(), frozenset({"clerks"}), frozenset({Role.TASK_OWNER})) for id in ("ana", "ben", "cy"))


@pytest.fixture(params=["file", "postgres"])
def platform(request: pytest.FixtureRequest, tmp_path: Path):
    with databases.current(request.param, tmp_path) as address:
        store = SqlStore(address)
        parts = Parts(NullDispatcher(), FrozenClock(datetime(2026, 3, 2, 9, tzinfo=UTC)), store)
        made = build(Settings(secret_key="k" * 32, undo_seconds="0"), parts)
        for actor in (ANA, BEN, CY):
            people.add_person(made, PLATFORM, Person(actor.id, actor.name, roles=actor.roles, groups=actor.groups))
        deploy.deploy(made, PLATFORM, {"one.bpmn": MODEL})
        yield made
        store.close()


@pytest.fixture
def task(platform):
    started = instances.start_instance(platform, PLATFORM, "one", Start())
    (found,) = platform.queries.waiting(started.id).tasks
    return found


@pytest.fixture
def amid(monkeypatch):
    """``amid(read, first, second)``: the second act begins when the first has read that, and has a moment to be done before the
    first goes on. Returns what the second came to: its result, or how it was refused."""

    def both(read, first, second):
        reading, found, reader = getattr(SqlUnitOfWork, read), [], threading.get_ident()

        def other():
            try:
                found.append(second())
            except (Conflict, InvalidInput) as refusal:
                found.append(refusal)

        thread = threading.Thread(target=other)

        def read_and_wait(uow, *given):
            answer = reading(uow, *given)
            if threading.get_ident() == reader and uow._writes and thread.ident is None:
                thread.start()
                thread.join(A_MOMENT)
            return answer

        monkeypatch.setattr(SqlUnitOfWork, read, read_and_wait)
        with suppress(Conflict, InvalidInput):
            first()
        thread.join()
        return found[0]

    return both


def test_an_answer_is_not_lost_to_who_takes_the_question_back_at_that_moment(platform, task, amid):
    asked = questions.ask(platform, ANA, task.id, "ben", "Which one?")

    late = amid(
        "question",
        lambda: questions.withdraw(platform, ANA, asked.id),
        lambda: questions.answer(platform, BEN, asked.id, "The second one."),
    )

    with platform.store.read() as uow:
        stored = uow.question(asked.id)
    assert isinstance(late, Conflict)
    assert stored.withdrawn_at is not None
    assert (stored.answer, stored.answered_at) == ("", None)


def test_of_two_reminders_at_once_both_are_counted(platform, task, amid):
    asked = questions.ask(platform, ANA, task.id, "ben", "Which one?")

    amid("question", lambda: questions.remind(platform, ANA, asked.id), lambda: questions.remind(platform, ANA, asked.id))

    with platform.store.read() as uow:
        assert uow.question(asked.id).reminders == 2


def test_a_comment_that_is_taken_back_does_not_come_back_with_a_change(platform, task, amid):
    about = remarks.about_task(platform, ANA, task.id)
    said = remarks.say(platform, ANA, about, "The IBAN is wrong.").remark

    amid(
        "remark",
        lambda: remarks.edit(platform, ANA, said.id, "The IBAN is right."),
        lambda: remarks.remove(platform, ANA, said.id),
    )

    with platform.store.read() as uow:
        stored = uow.remark(said.id)
    assert (stored.text, stored.removed_at is not None) == ("", True)


def test_who_stands_in_for_two_who_say_so_at_once_stands_in_for_both(platform, amid):
    now = platform.clock.now()

    def away(actor):
        wish = Wish(actor.id, "cy", now, now + timedelta(days=7))
        return lambda: absences.set_absence(platform, actor, wish)

    amid("covers_by", away(ANA), away(BEN))

    with platform.store.read() as uow:
        assert {cover.person_id for cover in uow.person("cy").covers} == {"ana", "ben"}


def test_of_two_absences_in_one_time_that_come_at_once_one_is_refused(platform, amid):
    now = platform.clock.now()
    wish = Wish("ana", "cy", now, now + timedelta(days=7))

    second = amid(
        "absences",
        lambda: absences.set_absence(platform, ANA, wish),
        lambda: absences.set_absence(platform, ANA, wish),
    )

    assert isinstance(second, InvalidInput)
    with platform.store.read() as uow:
        assert len(uow.absences(now, "ana")) == 1


def test_an_account_that_is_closed_is_not_opened_again_by_who_changes_their_language(platform, amid):
    amid(
        "locked_person",
        lambda: people.prefer(platform, ANA, lambda before: replace(before, language="de")),
        lambda: people.disable_person(platform, PLATFORM, "ana"),
    )

    with platform.store.read() as uow:
        assert uow.person("ana").disabled
        assert uow.person("ana").preferences.language == "de"


def test_a_view_that_gets_another_name_keeps_the_filters_that_were_saved_at_that_moment(platform, amid):
    own = views.save_view(platform, ANA, ViewDraft("Big", "q=old"))

    amid(
        "saved_view",
        lambda: views.rename_view(platform, ANA, own.id, "Bigger"),
        lambda: views.save_view(platform, ANA, ViewDraft("Big", "q=new"), own.id),
    )

    (found,), _ = views.saved_views(platform, ANA)
    assert found.query == "q=new"


def test_a_view_that_is_deleted_does_not_come_back_with_a_change(platform, amid):
    own = views.save_view(platform, ANA, ViewDraft("Big", "q=old"))

    amid(
        "saved_view",
        lambda: views.save_view(platform, ANA, ViewDraft("Big", "q=new"), own.id),
        lambda: views.drop_view(platform, ANA, own.id),
    )

    assert views.saved_views(platform, ANA) == ([], None)
