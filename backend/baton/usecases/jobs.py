"""Doing owed work: claim, call outside of any transaction, record the answer under the fence."""

from collections.abc import Callable
from dataclasses import dataclass
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
    if job.kind == jobs.CONNECTOR:
        _record(platform, job, _call(platform, job))
    else:
        run(platform, _inside(platform, job))
    return True


def _call(platform: Platform, job: Job) -> Answer:
    if job.attempt > job.policy.attempts:
        return Answer(error=job.error or "the worker ended during every attempt", retryable=False)
    try:
        result = platform.connectors.call(job.operation or "", job.parameters, job.id)
    except BpmnError as error:
        return Answer(ThrowError(job.activity or "", error.code, str(error)))
    except ConnectorError as error:
        return Answer(error=str(error), retryable=error.retryable)
    return Answer(FinishJob(job.activity or "", result))


def _record(platform: Platform, job: Job, answer: Answer) -> None:
    def work(act: Act) -> None:
        instance = act.uow.instance(job.instance_id or "")
        if answer.command is None:
            _failed(platform, act, job, answer)
        elif act.uow.save_job(job.ended(JobState.DONE)) and instance.state is InstanceState.ACTIVE:
            advance(platform, act, instance, answer.command, PLATFORM)
        else:
            _late(platform, act, job)

    run(platform, work)


def _failed(platform: Platform, act: Act, job: Job, answer: Answer) -> None:
    again = answer.retryable and not job.exhausted()
    ended = job.retried(act.now, answer.error) if again else job.ended(JobState.DEAD, answer.error)
    if not act.uow.save_job(ended) or again:
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


def _inside(platform: Platform, job: Job) -> Callable[[Act], None]:
    sent = Sent(job.operation or "", **_payload(job), id=job.id if job.kind == jobs.MESSAGE else None)

    def work(act: Act) -> None:
        try:
            if job.kind == jobs.MESSAGE:
                deliver_message(platform, act, sent, PLATFORM)
            else:
                deliver_signal(platform, act, sent, PLATFORM, job.instance_id)
        except Rejection as refusal:
            act.uow.save_job(job.ended(JobState.DEAD, str(refusal)))
            return
        act.uow.save_job(job.ended(JobState.DONE))

    return work


def _payload(job: Job) -> dict[str, Any]:
    return {"payload": dict(job.parameters["payload"]), "correlation": dict(job.parameters["correlation"])}  # type: ignore[call-overload]
