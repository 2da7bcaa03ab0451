"""Owing somebody a letter: written down in the transaction of the act, sent by a worker afterwards."""

from baton.domain import jobs
from baton.domain.jobs import Job
from baton.domain.working.letters import Letter
from baton.usecases.act import Act
from baton.usecases.platform import Platform


def post(platform: Platform, act: Act, letter: Letter) -> None:
    """Owe the letter. Without a mail server nobody would ever send it, so nothing is owed."""
    if platform.mailer.ready:
        act.uow.add_jobs(
            [Job(platform.ids.new(), jobs.LETTER, act.now, act.now, operation=letter.template, parameters=letter.recorded())]
        )
