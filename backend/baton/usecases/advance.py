"""The one door: every change of an instance passes here, is journalled, and becomes rows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from baton.domain import jobs
from baton.domain.actors import PLATFORM, Actor
from baton.domain.definitions import ProcessDefinition
from baton.domain.engine import (
    Advance,
    CarriedTask,
    Command,
    CompleteTask,
    DeliverMessage,
    FinishJob,
    Migrate,
    OpenedTask,
    RequestedJob,
    ThrowError,
    Thrown,
)
from baton.domain.errors import Conflict, said
from baton.domain.incidents import Incident
from baton.domain.instances import InstanceState, ProcessInstance, Snapshot
from baton.domain.jobs import Job
from baton.domain.journal import Origin, Outcome, write
from baton.domain.messages import Message, fits
from baton.domain.ports.persistence import UnitOfWork
from baton.domain.tasks import TaskState, UserTask
from baton.domain.waits import MESSAGE, Wait
from baton.domain.working.worklists import facts_of
from baton.usecases import folding
from baton.usecases.act import Act
from baton.usecases.links.making import invite
from baton.usecases.platform import Platform
from baton.usecases.seen.voiding import void
from baton.usecases.telling.opened import tell_opened


def advance(platform: Platform, act: Act, instance: ProcessInstance, command: Command, actor: Actor) -> ProcessInstance:
    """Tell ``instance`` the ``command``; journal it and store everything that follows. Returns the new headline."""
    if instance.state is not InstanceState.ACTIVE:
        raise Conflict(said("The instance has already ended ({value}).", value=instance.state.value), instance=instance.id)
    state = live_state(platform, act, instance)
    step = folding.step(platform, act.uow, state, (command, act.now))
    entry = write(
        Origin(instance.id, actor.id, instance.definition_id, platform.engine.version, act.now),
        instance.seq + 1, instance.head, command, Outcome.of(step),
    )  # fmt: skip
    act.uow.append(entry)
    moved = instance.moved(entry.seq, entry.hash, step.status, act.now)
    if isinstance(command, Migrate):
        moved = replace(moved, definition_id=command.definition)
        _relink(act, moved, step)
    _end(act, moved, (command, step))
    _store(platform, act, moved, (command, step, actor))
    act.uow.save_instance(moved)
    _keep_facts(act, moved, step)
    act.states[instance.id] = (moved.seq, step.state)
    if isinstance(command, Migrate) or _snapshot_is_due(platform, moved):
        _keep_snapshot(platform, act, moved, step.state)
    for note in void(platform, act, moved, step, actor):
        if moved.state is InstanceState.ACTIVE:
            moved = advance(platform, act, moved, note, actor)
    return meet(platform, act, moved, step.armed)


def live_state(platform: Platform, act: Act, instance: ProcessInstance) -> Any:
    """The engine's state at the headline's seq: from this act, from memory, or folded from snapshot and journal."""
    held = act.states.pop(instance.id, None) or act.unmoved.pop(instance.id, None) or platform.live.take(instance.id)
    if held and held[0] == instance.seq:
        return held[1]
    return stored_state(platform, act.uow, instance, held if held and held[0] < instance.seq else None)


def stored_state(platform: Platform, uow: UnitOfWork, instance: ProcessInstance, held: tuple[int, Any] | None = None) -> Any:
    """The engine's state at the headline's seq, folded from what is ``held`` (a seq and its state) or from the snapshot."""
    definition = uow.definition(instance.definition_id)
    seq, state = held or _snapshot_state(platform, uow, instance, definition)
    entries = uow.entries(instance.id, seq, instance.seq)
    if not seq:
        state = folding.beginning(platform, uow, entries[0] if entries else None, definition)
    for entry in entries:
        state = folding.fold(platform, uow, state, entry).state
    return state


def _snapshot_state(
    platform: Platform, uow: UnitOfWork, instance: ProcessInstance, definition: ProcessDefinition
) -> tuple[int, Any]:
    """A migration always leaves a snapshot behind, so that none is ever read under another definition than its own."""
    snapshot = uow.snapshot(instance.id) if instance.seq else None
    if snapshot is None or snapshot.engine != platform.engine.version or snapshot.seq > instance.seq:
        return 0, None
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


def _snapshot_is_due(platform: Platform, instance: ProcessInstance) -> bool:
    return not instance.seq % platform.snapshot_every or instance.state is not InstanceState.ACTIVE


def _keep_snapshot(platform: Platform, act: Act, instance: ProcessInstance, state: Any) -> None:
    act.uow.save_snapshot(Snapshot(instance.id, instance.seq, platform.engine.version, platform.engine.dump(state)))


def _relink(act: Act, instance: ProcessInstance, step: Advance) -> None:
    """What goes on under another definition: open tasks keep who has them, incidents the activity they are about."""
    tasks = {task.activity: task for task in act.uow.open_tasks(instance.id)}
    for carried in step.carried:
        if carried.before in tasks:  # who completed a task that failed afterwards has done their part
            act.uow.save_task(_carried(tasks[carried.before], instance, carried))
    if step.renamed:
        act.uow.rename_activities(instance.id, dict(step.renamed))


def _carried(task: UserTask, instance: ProcessInstance, carried: CarriedTask) -> UserTask:
    told = carried.task
    return replace(
        task, activity=told.activity, element_id=told.element_id, name=told.name, title=told.title,
        definition_id=instance.definition_id, form=told.form, assignee=task.assignee or told.assignee,
        candidate_groups=told.candidate_groups, candidate_users=told.candidate_users,
        due_at=task.due_at if carried.keeps_due else told.due_at, priority=told.priority, not_same_as=told.not_same_as,
    )  # fmt: skip


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


def _keep_facts(act: Act, instance: ProcessInstance, step: Advance) -> None:
    """By what the tasks of the instance are found; of one that ended they are only shown."""
    if instance.state is not InstanceState.ACTIVE:
        act.uow.rest_facts(instance.id)
        return
    facts = facts_of(step.changed)
    if gone := {*step.removed, *step.changed}.difference(fact.name for fact in facts):  # what became a list is found no more
        act.uow.drop_facts(instance.id, sorted(gone))
    act.uow.save_facts(instance.id, facts)


def _store(platform: Platform, act: Act, instance: ProcessInstance, made: tuple[Command, Advance, Actor]) -> None:
    uow, step = act.uow, made[1]
    if step.disarmed:
        uow.drop_waits(instance.id, step.disarmed)
    if step.opened:
        tasks = [_task(platform, act, instance, opened) for opened in step.opened]
        uow.add_tasks(tasks)
        tell_opened(platform, act, zip(tasks, step.opened, strict=True), made[2])
        for task, opened in zip(tasks, step.opened, strict=True):
            if opened.outsider:
                invite(platform, act, task, (opened.outsider, PLATFORM.id))
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
