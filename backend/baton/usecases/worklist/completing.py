"""Completing a task on its page: for some seconds it can be undone, then a worker does it; what was acknowledged is never lost."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from baton.domain import jobs
from baton.domain.actors import Actor
from baton.domain.engine import Variables
from baton.domain.errors import Conflict, Forbidden, NotFound, Rejection, Unavailable, said
from baton.domain.jobs import Job, JobState
from baton.domain.tasks import TaskState, UserTask
from baton.domain.working.submissions import NOTHING_SEEN, Seen
from baton.domain.working.telling import COMPLETION_FAILED, Event
from baton.usecases import tasks
from baton.usecases.act import Act, Answered, run
from baton.usecases.platform import Platform
from baton.usecases.telling.events import tell

Submitted = tuple[Variables, str | None]
_UNDER_WAY = (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True)
class Pending:
    """A completion that waits. ``until`` is the moment up to which it can surely be undone."""

    task_id: str
    name: str
    by: str
    until: datetime


@dataclass(frozen=True)
class Kept:
    """What somebody typed who completed a task and may still undo that, did so, or was refused later for this ``reason``."""

    values: Mapping[str, Any]
    outcome: str
    reason: str
    at: datetime


def submit(platform: Platform, actor: Actor, task_id: str, submitted: Submitted, seen: Seen = NOTHING_SEEN) -> UserTask | Pending:
    """Owe the completion of the task, after the same checks as completing it. Sent twice it is owed once. Where nothing can be
    undone, or nobody could come back to undo it, the task is completed at once."""
    if not platform.undo_seconds or actor.only_task:
        done = tasks.complete(platform, actor, task_id, submitted, seen=seen)
        if isinstance(done, Answered):
            raise TypeError("an act without a key has no remembered answer")
        return done

    def work(act: Act) -> Pending:
        held, _ = tasks.checked(platform, act, actor, (task_id, submitted), seen)
        owed = _completion(act, task_id)
        if owed and owed.state in _UNDER_WAY:
            return _same(owed, actor, submitted)
        if held.task.assignee is None:
            tasks.take(platform, act, actor, held)
        job = _job(act, platform, held.task, (actor, submitted, seen))
        if owed:
            act.uow.save_job(replace(job, fence=owed.fence))
        else:
            act.uow.add_jobs([job])
        return _pending(job)

    return run(platform, work)


def undo(platform: Platform, actor: Actor, task_id: str) -> None:
    """Take the completion back while it still waits; what was typed is kept."""

    def work(act: Act) -> None:
        job = _completion(act, task_id)
        if job is None or job.parameters["by"] != actor.id:
            raise NotFound(said("There is nothing of yours to undo here."))
        if job.state is JobState.CANCELLED and not job.error:
            return
        if job.state in (JobState.CANCELLED, JobState.DEAD):
            raise Conflict(
                said("“{name}” was not completed, so there is nothing to undo. Open it to see why.", name=job.operation)
            )
        if job.state is not JobState.WAITING or not act.uow.save_job(job.ended(JobState.CANCELLED)):
            raise Conflict(said("It is too late to undo “{name}”: the process has gone on.", name=job.operation))

    run(platform, work)


def pending(platform: Platform, task_ids: Iterable[str]) -> dict[str, Pending]:
    """Which of these tasks are being completed, and by whom."""
    with platform.store.read() as uow:
        return {job.id: _pending(job) for job in uow.jobs_at_hand(task_ids) if job.kind == jobs.COMPLETION}


def kept(platform: Platform, actor: Actor, task_id: str) -> Kept | None:
    """What the actor typed into the task whose completion waits, or that they completed in vain or took back."""
    with platform.store.read() as uow:
        job = _found(uow, task_id)
    if job is None or job.parameters.get("by") != actor.id or job.state is JobState.DONE:
        return None
    given: Any = job.parameters
    return Kept(dict(given["values"]), given["outcome"] or "", job.error or "", job.created_at)


def do(platform: Platform, job: Job) -> Callable[[Act], None]:
    """The time to undo is over. What can no longer be completed is kept for whoever typed it, and they are told why."""

    def record(act: Act) -> None:
        done, seen = (job.id, _submitted(job)), _seen(job)
        try:
            actor = _actor(act, job)
            tasks.checked(platform, act, actor, done, seen)
        except Unavailable:
            raise
        except Rejection as refusal:
            _refuse(platform, act, job, str(refusal))
            return
        tasks.finish(platform, act, actor, done, seen)
        act.uow.save_job(replace(job.ended(JobState.DONE), parameters={"by": actor.id}))

    return record


def given_up(platform: Platform, act: Act, job: Job) -> None:
    """No worker could do it: whoever completed the task is told, and what they typed is kept."""
    reason = said("Baton could not complete it, although it tried several times. Open the task and complete it again.")
    act.uow.save_job(job.ended(JobState.DEAD, reason))
    _regret(platform, act, job, reason)


def _same(owed: Job, actor: Actor, submitted: Submitted) -> Pending:
    by = str(owed.parameters["by"])
    if by == actor.id and _submitted(owed) == submitted:
        return _pending(owed)
    if by == actor.id:
        raise Conflict(
            said("You completed “{name}” a moment ago. To complete it otherwise, undo that first.", name=owed.operation)
        )
    raise tasks.being_completed(owed.operation or "", owed.id, by)


def _job(act: Act, platform: Platform, task: UserTask, how: tuple[Actor, Submitted, Seen]) -> Job:
    """One task owes at most one completion, so the task's id is the job's. The job stands outside of the instance: what ends
    there must not end it unheard."""
    actor, (values, outcome), seen = how
    parameters = {
        "by": actor.id, "stands_for": sorted(actor.stands_for), "values": dict(values), "outcome": outcome, "seen": asdict(seen),
    }  # fmt: skip
    due = act.now + timedelta(seconds=platform.undo_seconds)
    return Job(task.id, jobs.COMPLETION, due, act.now, operation=task.name, parameters=parameters)


def _completion(act: Act, task_id: str) -> Job | None:
    return _found(act.uow, task_id)


def _found(uow: Any, task_id: str) -> Job | None:
    try:
        job: Job = uow.job(task_id)
    except NotFound:
        return None
    return job if job.kind == jobs.COMPLETION else None


def _submitted(job: Job) -> Submitted:
    given: Any = job.parameters
    return dict(given["values"]), given["outcome"]


def _seen(job: Job) -> Seen:
    given: Any = job.parameters["seen"]
    return Seen(**given)


def _pending(job: Job) -> Pending:
    return Pending(job.id, job.operation or "", str(job.parameters["by"]), job.due_at)


def _actor(act: Act, job: Job) -> Actor:
    """Whoever completed it, with the rights they have now."""
    given: Any = job.parameters
    person = act.uow.person(given["by"])
    if person.disabled:
        raise Forbidden(said("{name} has no active account any more.", name=person.name or person.id))
    return replace(person.actor(), stands_for=frozenset(given["stands_for"]))


def _refuse(platform: Platform, act: Act, job: Job, reason: str) -> None:
    act.uow.save_job(job.ended(JobState.CANCELLED, reason))
    _regret(platform, act, job, reason)


def _regret(platform: Platform, act: Act, job: Job, reason: str) -> None:
    task, by = act.uow.task(job.id), str(job.parameters["by"])
    if task.state is TaskState.COMPLETED and task.ended_by == by:
        return  # the same person finished it by another way; there is nothing to regret
    tell(platform, act, Event(COMPLETION_FAILED, (by,), task_id=task.id, values={"text": reason}))
