"""Letters that nobody tries to send any more, and trying once again."""

from dataclasses import replace

from baton.domain import jobs
from baton.domain.actors import Actor
from baton.domain.errors import Conflict, said
from baton.domain.jobs import JobState
from baton.domain.policy import require
from baton.usecases.act import Act, run
from baton.usecases.platform import Platform


def send_again(platform: Platform, actor: Actor, job_id: str) -> None:
    """Try the letter from the beginning, as the same mail."""
    require(actor, "health.see")

    def work(act: Act) -> None:
        job = act.uow.job(job_id)
        if job.kind != jobs.LETTER or job.state is not JobState.DEAD:
            raise Conflict(said("This letter is not waiting for anybody any more. Load the page again."))
        act.uow.save_job(replace(job, state=JobState.WAITING, attempt=0, due_at=act.now, error=job.error))

    run(platform, work)
