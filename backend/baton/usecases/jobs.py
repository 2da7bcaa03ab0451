"""Doing owed work: claim, call outside of any transaction, record the answer under the fence."""

from dataclasses import dataclass, replace
from typing import Any

from baton.domain import jobs
from baton.domain.actors import PLATFORM
from baton.domain.engine import Command, FinishJob, Note, ThrowError
from baton.domain.errors import BpmnError, ConnectorError, Rejection
from baton.domain.incidents import FailureKind, Incident
from baton.domain.instances import InstanceState
from baton.domain.jobs import Job, JobState
from baton.usecases.act import Act, run
from baton.usecases.advance import advance
from baton.usecases.messages import Sent, deliver_message, deliver_signal
from baton.usecases.platform import Platform


@dataclass(frozen=True)
class Answer:
    """What came of a call: a command for the instance, or an error (and whether another try makes sense)."""

    command: Command | None = None
    error: str = ""
    retryable: bool = True


def perform_job(platform: Platform, job_id: str) -> bool:
    """Claim one job and do it; False when somebody else has it or it is not due."""
    job = run(platform, lambda act: act.uow.claim_job(job_id, act.now))
    if job is None:
        return False
    platform.point("claimed")
    if job.attempt > job.policy.attempts:
        _give_up(platform, job, Answer(error=job.error or "the worker ended during every attempt", retryable=False))
    elif job.kind == jobs.CONNECTOR:
        answer = _call(platform, job)
        platform.point("called_not_recorded")
        _record(platform, job, answer)
    elif job.kind in (jobs.MESSAGE, jobs.SIGNAL):
        _deliver(platform, job)
    else:
        _attend(platform, job)
    return True


def _give_up(platform: Platform, job: Job, last: Answer) -> None:
    if job.instance_id:
        _record(platform, job, last)
    else:
        run(platform, lambda act: _failed(platform, act, job, last))


def _attend(platform: Platform, job: Job) -> None:
    """What people's work owes: whoever does that kind calls outside of any transaction and returns how to record it."""
    try:
        record = platform.doers[job.kind](platform, job)
    except ConnectorError as error:
        refusal = Answer(error=str(error), retryable=error.retryable)
        run(platform, lambda act: _failed(platform, act, job, refusal))
        return
    platform.point("called_not_recorded")
    run(platform, lambda act: record(act) if act.uow.save_job(job.ended(JobState.DONE)) else None)


def _call(platform: Platform, job: Job) -> Answer:
    try:
        result = platform.connectors.call(job.operation or "", job.parameters, job.id)
    except BpmnError as error:
        return Answer(ThrowError(job.activity or "", error.code, str(error)))
    except ConnectorError as error:
        return Answer(error=str(error), retryable=error.retryable)
    except Exception as error:  # a connector that breaks costs an attempt, like one whose other side is away
        return Answer(error=f"{type(error).__name__}: {error}")
    return Answer(FinishJob(job.activity or "", result))


def _record(platform: Platform, job: Job, answer: Answer) -> None:
    def work(act: Act) -> None:
        instance = act.uow.instance(job.instance_id or "")
        if answer.command is None:
            _failed(platform, act, job, answer)
        elif instance.suspended:
            _put_back(act, job)
        elif act.uow.save_job(job.ended(JobState.DONE)):
            advance(platform, act, instance, answer.command, PLATFORM)
        else:
            _late(platform, act, job)

    run(platform, work)


def _put_back(act: Act, job: Job) -> None:
    """Nothing moves while the instance is suspended: when it goes on, the same call is made again under the same key."""
    act.uow.save_job(replace(job, state=JobState.WAITING, attempt=job.attempt - 1, due_at=act.now, lease_until=None))


def _failed(platform: Platform, act: Act, job: Job, answer: Answer) -> None:
    again = answer.retryable and not job.exhausted()
    ended = job.retried(act.now, answer.error) if again else job.ended(JobState.DEAD, answer.error)
    if not act.uow.save_job(ended) or again:
        return
    if job.instance_id is None:  # the health page lists it; there is no instance to raise an incident at
        if job.kind in platform.given_up:
            platform.given_up[job.kind](platform, act, ended)
        return
    message = f"{job.operation} failed after {job.attempt} attempts: {answer.error}"
    act.uow.add_incidents([
        Incident(platform.ids.new(), job.instance_id or "", job.activity or "", job.element_id or "",
                 FailureKind.JOB_NO_RETRIES, message, act.now, job_id=job.id)
    ])  # fmt: skip


def _late(platform: Platform, act: Act, job: Job) -> None:
    """The lease was lost or the activity is gone: the answer has no effect, but the auditor sees that it came."""
    instance = act.uow.instance(job.instance_id or "")
    if instance.state is InstanceState.ACTIVE:
        advance(platform, act, instance, Note("late-result", job.activity, {"job": job.id}), PLATFORM)


def _deliver(platform: Platform, job: Job) -> None:
    sent = Sent(job.operation or "", **_payload(job), id=job.id if job.kind == jobs.MESSAGE else None)

    def work(act: Act) -> None:
        if not act.uow.save_job(job.ended(JobState.DONE)):
            return  # the lease was lost; whoever took it delivers
        if job.kind == jobs.MESSAGE:
            deliver_message(platform, act, sent, PLATFORM)
        else:
            deliver_signal(platform, act, sent, PLATFORM, job.instance_id)

    try:
        run(platform, work)
    except Rejection as refusal:
        error = str(refusal)
        run(platform, lambda act: _failed(platform, act, job, Answer(error=error)))


def _payload(job: Job) -> dict[str, Any]:
    return {"payload": dict(job.parameters["payload"]), "correlation": dict(job.parameters["correlation"])}  # type: ignore[call-overload]
