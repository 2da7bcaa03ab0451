"""Resolving incidents: set right what was wrong, and try again."""

from dataclasses import replace

from baton.domain.actors import Actor
from baton.domain.engine import Note, Retry, Variables
from baton.domain.errors import Conflict
from baton.domain.incidents import FailureKind, Incident
from baton.domain.instances import InstanceState
from baton.domain.jobs import JobState
from baton.domain.policy import require
from baton.usecases.act import Act, Answered, RequestKey, perform
from baton.usecases.advance import advance
from baton.usecases.platform import Platform


def retry(
    platform: Platform, actor: Actor, incident_id: str, variables: Variables | None = None, key: RequestKey | None = None
) -> Incident | Answered:
    """Try the failed activity again, with ``variables`` set first. A new failure is a new incident."""
    require(actor, "incident.retry")

    def work(act: Act) -> Incident:
        incident = act.uow.incident(incident_id)
        if incident.resolved_at:
            raise Conflict(
                f"This incident was already resolved by {incident.resolved_by} at {incident.resolved_at:%Y-%m-%d %H:%M} UTC."
            )
        resolved = replace(incident, resolved_at=act.now, resolved_by=actor.id)
        act.uow.save_incident(resolved)
        if incident.kind is FailureKind.JOB_NO_RETRIES and incident.job_id:
            _job_again(platform, act, incident, actor)
        else:
            instance = act.uow.instance(incident.instance_id)
            advance(platform, act, instance, Retry(incident.activity, variables or {}), actor)
        return resolved

    return perform(platform, work, key)


def _job_again(platform: Platform, act: Act, incident: Incident, actor: Actor) -> None:
    job = act.uow.job(incident.job_id or "")
    act.uow.save_job(replace(job, state=JobState.WAITING, attempt=0, due_at=act.now, lease_until=None))
    instance = act.uow.instance(incident.instance_id)
    if instance.state is InstanceState.ACTIVE:  # what an ended instance has thrown can still be delivered
        advance(platform, act, instance, Note("job-retried", incident.activity or None, {"job": job.id}), actor)
