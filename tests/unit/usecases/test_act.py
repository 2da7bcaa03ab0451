"""One act: retried when another process was first, remembered under its key, and memory holds only what was committed."""

import threading

import pytest

from baton.domain.engine import Start
from baton.domain.errors import Conflict, InvalidInput, SeqTaken, Unavailable
from baton.usecases import act as acts
from baton.usecases import deploy, instances, replay, tasks
from baton.usecases.act import Answered, RequestKey, perform

MODEL = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
  <process id="two" isExecutable="true">
    <startEvent id="begin"/><userTask id="first" name="First"/><userTask id="second" name="Second"/><endEvent id="done"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="first"/>
    <sequenceFlow id="f2" sourceRef="first" targetRef="second"/>
    <sequenceFlow id="f3" sourceRef="second" targetRef="done"/>
  </process>
</definitions>"""


@pytest.fixture
def begun(platform, admin):
    """The id of an instance that waits at its first task."""
    deploy.deploy(platform, admin, {"two.bpmn": MODEL})
    return instances.start_instance(platform, admin, "two", Start()).id


def key(fingerprint="as asked", name="k1"):
    return RequestKey("admin", name, fingerprint, lambda result: {"id": result.id})


def open_task(platform, instance_id):
    (task,) = platform.queries.waiting(instance_id).tasks
    return task


def seq(platform, instance_id):
    return platform.queries.instance_row(instance_id).instance.seq


def test_the_same_request_is_done_once_and_answered_again(platform, admin, begun):
    started = instances.start_instance(platform, admin, "two", Start(), key=key())
    again = instances.start_instance(platform, admin, "two", Start(), key=key())

    assert again == Answered({"id": started.id})
    with platform.store.read() as uow:
        assert len(uow.entries(started.id)) == 1


def test_another_request_under_the_same_key_is_refused(platform, admin, begun):
    instances.start_instance(platform, admin, "two", Start(), key=key())

    with pytest.raises(InvalidInput, match="already used for another request"):
        instances.start_instance(platform, admin, "two", Start(), key=key("something else"))


def test_the_same_key_of_another_person_is_another_request(platform, admin, begun):
    first = instances.start_instance(platform, admin, "two", Start(), key=key())
    second = instances.start_instance(
        platform, admin, "two", Start(), key=RequestKey("berta", "k1", "as asked", lambda result: {"id": result.id})
    )
    assert first.id != second.id


def test_a_refused_request_leaves_its_key_free(platform, admin, begun):
    with pytest.raises(InvalidInput):
        instances.start_instance(platform, admin, "two", Start(kind="message", name="none"), key=key())

    assert instances.start_instance(platform, admin, "two", Start(), key=key()).seq == 1


def test_the_same_completion_sent_twice_at_once_gets_one_answer(platform, admin, begun):
    """The twin passes the look for a remembered answer before the first has committed."""
    task, real, twins = open_task(platform, begun), acts._remembered, []

    def overtaken(uow, wanted):
        found = real(uow, wanted)
        if not twins:
            twins.append("first")
            monkey.undo()
            uow.__exit__(None, None, None)  # the database's lock is let go, as a server's would be until the row is asked for
            tasks.complete(platform, admin, task.id, ({}, None), key())
            uow.__enter__()
        return found

    with pytest.MonkeyPatch.context() as monkey:
        monkey.setattr(acts, "_remembered", overtaken)
        answer = tasks.complete(platform, admin, task.id, ({}, None), key())

    assert answer == Answered({"id": task.id})
    assert seq(platform, begun) == 2


def test_an_answer_lost_on_its_way_is_found_under_the_key(platform, admin, begun, monkeypatch):
    task, commit = open_task(platform, begun), type(platform.store.write()).commit

    def lost(uow):
        commit(uow)
        monkeypatch.undo()
        raise Unavailable

    monkeypatch.setattr(type(platform.store.write()), "commit", lost)
    assert tasks.complete(platform, admin, task.id, ({}, None), key()) == Answered({"id": task.id})
    assert seq(platform, begun) == 2


def test_without_a_key_a_lost_answer_is_said_to_be_unknown(platform, admin, begun, monkeypatch):
    def lost(uow):
        raise Unavailable

    monkeypatch.setattr(type(platform.store.write()), "commit", lost)
    with pytest.raises(Unavailable):
        tasks.complete(platform, admin, open_task(platform, begun).id, ({}, None))


def test_an_act_that_was_overtaken_reads_again_and_tries_again(platform, begun):
    tries = []

    def work(act):
        tries.append(act.uow.instance(begun).seq)
        if len(tries) < 3:
            raise SeqTaken("taken")
        return "done"

    assert perform(platform, work) == "done"
    assert tries == [1, 1, 1]


def test_an_act_that_is_always_overtaken_gives_up_in_words(platform):
    def work(act):
        raise SeqTaken("taken")

    with pytest.raises(Conflict, match="Nothing was changed"):
        perform(platform, work)


def test_memory_holds_the_state_of_the_last_commit(platform, admin, begun):
    tasks.complete(platform, admin, open_task(platform, begun).id, ({}, None))

    held, _ = platform.live.take(begun)
    assert held == seq(platform, begun) == 2


def test_a_state_that_was_moved_but_not_committed_leaves_memory(platform, admin, begun, monkeypatch):
    task = open_task(platform, begun)

    def broken(uow):
        raise OSError("disk")

    monkeypatch.setattr(type(platform.store.write()), "commit", broken)
    with pytest.raises(OSError, match="disk"):
        tasks.complete(platform, admin, task.id, ({}, None))
    monkeypatch.undo()

    assert platform.live.take(begun) is None
    tasks.complete(platform, admin, task.id, ({}, None))
    assert open_task(platform, begun).element_id == "second"


def test_a_state_that_another_process_left_behind_is_brought_up_to_date(platform, admin, begun):
    stale = platform.live.take(begun)
    tasks.complete(platform, admin, open_task(platform, begun).id, ({}, None))
    platform.live.drop(begun)
    platform.live.put(begun, *stale)

    tasks.complete(platform, admin, open_task(platform, begun).id, ({}, None))
    checked = replay.verify(platform, admin, begun)
    assert (checked.entries, checked.broken_at, checked.diverges_at) == (3, None, None)


def test_of_many_who_complete_at_once_one_wins_and_the_others_hear_who(platform, admin, begun):
    task, barrier, heard = open_task(platform, begun), threading.Barrier(8), []

    def complete():
        barrier.wait()
        try:
            heard.append(tasks.complete(platform, admin, task.id, ({}, None)).ended_by)
        except Conflict as refusal:
            heard.append(str(refusal))

    threads = [threading.Thread(target=complete) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert heard.count("admin") == 1
    assert all("already completed by admin" in one for one in heard if one != "admin")
    assert seq(platform, begun) == 2
