"""The one door: every change of an instance passes here, is journalled, and becomes rows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from baton.domain import jobs
from baton.domain.actors import PLATFORM, Actor
from baton.domain.definitions import ProcessDefinition
from baton.domain.engine import (
    Advance,
    Command,
    CompleteTask,
    DeliverMessage,
    FinishJob,
    OpenedTask,
    RequestedJob,
    ThrowError,
    Thrown,
)
from baton.domain.errors import Conflict
from baton.domain.incidents import Incident
from baton.domain.instances import InstanceState, ProcessInstance, Snapshot
from baton.domain.jobs import Job
from baton.domain.journal import Origin, Outcome, write
from baton.domain.messages import Message, fits
from baton.domain.tasks import TaskState, UserTask
from baton.domain.waits import MESSAGE, Wait
from baton.usecases.act import Act
from baton.usecases.platform import Platform


def advance(platform: Platform, act: Act, instance: ProcessInstance, command: Command, actor: Actor) -> ProcessInstance:
    """Tell ``instance`` the ``command``; journal it and store everything that follows. Returns the new headline."""
    if instance.state is not InstanceState.ACTIVE:
        raise Conflict(f"The instance has already ended ({instance.state.value}).", instance=instance.id)
    definition = act.uow.definition(instance.definition_id)
    state = live_state(platform, act, instance, definition)
    step = platform.engine.apply(state, command, act.now)
    entry = write(
        Origin(instance.id, actor.id, definition.id, platform.engine.version, act.now),
        instance.seq + 1, instance.head, command, Outcome.of(step),
    )  # fmt: skip
    act.uow.append(entry)
    moved = instance.moved(entry.seq, entry.hash, step.status, act.now)
    _end(act, moved, (command, step))
    _store(platform, act, moved, step)
    act.uow.save_instance(moved)
    act.states[instance.id] = (moved.seq, step.state)
    _keep_snapshot(platform, act, moved, step.state)
    return meet(platform, act, moved, step.armed)


def live_state(platform: Platform, act: Act, instance: ProcessInstance, definition: ProcessDefinition) -> Any:
    """The engine's state at the headline's seq: from this act, from memory, or folded from snapshot and journal."""
    held = act.states.pop(instance.id, None) or act.unmoved.pop(instance.id, None) or platform.live.take(instance.id)
    if held and held[0] == instance.seq:
        return held[1]
    seq, state = held if held and held[0] < instance.seq else _snapshot_state(platform, act, instance, definition)
    for entry in act.uow.entries(instance.id, seq, instance.seq):
        state = platform.engine.apply(state, entry.command(), entry.at).state
    return state


def _snapshot_state(platform: Platform, act: Act, instance: ProcessInstance, definition: ProcessDefinition) -> tuple[int, Any]:
    snapshot = act.uow.snapshot(instance.id) if instance.seq else None
    if snapshot is None or snapshot.engine != platform.engine.version or snapshot.seq > instance.seq:
        return 0, platform.engine.fresh(definition)
    return snapshot.seq, platform.engine.load(definition, snapshot.content)


def meet(platform: Platform, act: Act, instance: ProcessInstance, armed: Sequence[Wait]) -> ProcessInstance:
    """A message that came before anybody waited for it is handed over as soon as somebody does."""
    for wait in armed:
        message = _kept(platform, act, instance, wait) if wait.kind == MESSAGE else None
        if message and stands(act, instance, wait):
            act.uow.save_message(replace(message, reached=(instance.id,)))
            delivery = DeliverMessage(message.name, dict(message.payload), dict(message.correlation), wait.key)
            instance = advance(platform, act, instance, delivery, PLATFORM)
    return instance


def stands(act: Act, instance: ProcessInstance, wait: Wait) -> bool:
    """Whether the instance, its row locked, still waits for this and may move."""
    moves = instance.state is InstanceState.ACTIVE and not instance.suspended
    return moves and any(wait.key == still.key for still in act.uow.waits(instance.id))


def _kept(platform: Platform, act: Act, instance: ProcessInstance, wait: Wait) -> Message | None:
    definition = act.uow.definition(instance.definition_id)
    for message in act.uow.kept_messages(wait.name or "", act.now):
        given = message.correlation or platform.engine.correlate(definition, message.name, dict(message.payload))
        if fits(wait.correlation, given):
            return message
    return None


def _keep_snapshot(platform: Platform, act: Act, instance: ProcessInstance, state: Any) -> None:
    if instance.seq % platform.snapshot_every and instance.state is InstanceState.ACTIVE:
        return
    act.uow.save_snapshot(Snapshot(instance.id, instance.seq, platform.engine.version, platform.engine.dump(state)))


def _end(act: Act, instance: ProcessInstance, made: tuple[Command, Advance]) -> None:
    """What waits no longer. The task or job that the command itself is about was ended by whoever gave the command."""
    command, step = made
    if instance.state is InstanceState.TERMINATED:
        act.uow.close_all(instance.id, act.now)
    elif step.closed:
        done = getattr(command, "activity", None)
        ending = step.ending
        if isinstance(command, CompleteTask):
            ending = replace(ending, tasks=tuple(activity for activity in ending.tasks if activity != done))
        elif isinstance(command, FinishJob | ThrowError):
            ending = replace(ending, jobs=tuple(activity for activity in ending.jobs if activity != done))
        act.uow.close(instance.id, ending, act.now)


def _store(platform: Platform, act: Act, instance: ProcessInstance, step: Advance) -> None:
    uow = act.uow
    if step.disarmed:
        uow.drop_waits(instance.id, step.disarmed)
    if step.opened:
        uow.add_tasks([_task(platform, act, instance, opened) for opened in step.opened])
    if step.armed:
        uow.add_waits(instance, step.armed)
    if step.requested or step.thrown:
        uow.add_jobs([*(_job(platform, act, instance, asked) for asked in step.requested),
                      *(_delivery(platform, act, instance, thrown) for thrown in step.thrown)])  # fmt: skip
    if step.failures:
        uow.add_incidents([
            Incident(platform.ids.new(), instance.id, failure.activity, failure.element_id, failure.kind, failure.message, act.now)
            for failure in step.failures
        ])  # fmt: skip


def _task(platform: Platform, act: Act, instance: ProcessInstance, opened: OpenedTask) -> UserTask:
    return UserTask(
        platform.ids.new(), instance.id, opened.activity, opened.element_id, opened.name, opened.title,
        instance.definition_id, instance.definition_key, instance.business_key, TaskState.OPEN, act.now,
        opened.form, opened.assignee, opened.candidate_groups, opened.candidate_users, opened.due_at, opened.priority,
        not_same_as=opened.not_same_as,
    )  # fmt: skip


def _job(platform: Platform, act: Act, instance: ProcessInstance, asked: RequestedJob) -> Job:
    return Job(
        platform.ids.new(), jobs.CONNECTOR, act.now, act.now, instance.id, asked.activity, asked.element_id,
        asked.operation, asked.parameters, asked.policy,
    )  # fmt: skip


def _delivery(platform: Platform, act: Act, instance: ProcessInstance, thrown: Thrown) -> Job:
    kind = jobs.MESSAGE if thrown.kind == jobs.MESSAGE else jobs.SIGNAL
    job = Job(platform.ids.new(), kind, act.now, act.now, instance.id)
    return replace(job, operation=thrown.name, parameters={"payload": thrown.payload, "correlation": thrown.correlation})
