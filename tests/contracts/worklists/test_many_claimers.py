"""Twenty people reach for one task at the same moment: one has it, and everybody else is told who."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

import databases
from baton.dispatch.inline import NullDispatcher
from baton.domain.actors import PLATFORM, Role
from baton.domain.engine import Start
from baton.domain.errors import Conflict
from baton.domain.people import Person, Session
from baton.main.clocks import FrozenClock
from baton.main.settings import Settings
from baton.main.wiring import Parts, build
from baton.storage.store import SqlStore
from baton.usecases import deploy, instances, people, tasks
from baton.web.app import create_app
from baton.web.security.actor import COOKIE
from baton.web.settings import WebSettings

CLAIMERS = 20
MODEL = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:baton="urn:baton:bpmn:1" id="d" targetNamespace="t">
  <process id="one" isExecutable="true">
    <startEvent id="s"/><userTask id="check" name="Check"><extensionElements><baton:task candidateGroups="clerks"/></extensionElements></userTask>
    <endEvent id="e"/><sequenceFlow id="a" sourceRef="s" targetRef="check"/><sequenceFlow id="b" sourceRef="check" targetRef="e"/>
  </process></definitions>"""


@pytest.fixture(params=["file", "postgres"])
def platform(request: pytest.FixtureRequest, tmp_path: Path):
    with databases.current(request.param, tmp_path) as address:
        store = SqlStore(address)
        clock = FrozenClock(datetime(2026, 3, 2, 9, tzinfo=UTC))
        made = build(Settings(secret_key="k" * 32, undo_seconds="0"), Parts(NullDispatcher(), clock, store))
        clerks = frozenset({"clerks"})
        for number in range(CLAIMERS):
            person = Person(f"p{number}", f"Person {number}", roles=frozenset({Role.TASK_OWNER}), groups=clerks)
            people.add_person(made, PLATFORM, person)
        deploy.deploy(made, PLATFORM, {"one.bpmn": MODEL})
        yield made
        store.close()


def open_task(platform):
    started = instances.start_instance(platform, PLATFORM, "one", Start())
    (task,) = platform.queries.waiting(started.id).tasks
    return task


def at_once(act):
    """What each of twenty threads that begin together answered."""
    barrier, answers = threading.Barrier(CLAIMERS), []

    def run(number):
        barrier.wait()
        answers.append((number, act(number)))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(CLAIMERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_of_twenty_claimers_one_wins_and_the_others_are_told_who(platform):
    task = open_task(platform)

    def claim(number):
        with platform.store.read() as uow:
            person = uow.person(f"p{number}").actor()
        try:
            return tasks.claim(platform, person, task.id).assignee
        except Conflict as refusal:
            return str(refusal)

    answers = at_once(claim)
    with platform.store.read() as uow:
        winner = uow.task(task.id).assignee
        claims = [entry for entry in uow.entries(task.instance_id) if entry.content["command"].get("kind") == "claimed"]
    assert [answer for number, answer in answers if f"p{number}" == winner] == [winner]
    assert {answer for number, answer in answers if f"p{number}" != winner} == {f"“Check” was taken by {winner}."}
    assert len(claims) == 1


def test_of_twenty_browsers_one_gets_the_task(platform):
    task, app = open_task(platform), create_app(platform, WebSettings(secret_key="k" * 32))
    now = platform.clock.now()
    with platform.store.write() as uow:
        for number in range(CLAIMERS):
            uow.save_session(Session(people.digest(f"secret{number}"), f"p{number}", "csrf", now, now + people.SESSION_LIFE))
        uow.commit()

    def claim(number):
        client = app.test_client()
        client.set_cookie(COOKIE, f"secret{number}")
        return client.post(f"/tasks/{task.id}/claim", data={"csrf_token": "csrf"}).status_code

    answers = [status for _, status in at_once(claim)]
    assert sorted(answers) == [303] + [409] * (CLAIMERS - 1)
