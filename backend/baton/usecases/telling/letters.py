"""Owing somebody a letter: written down in the transaction of the act, sent by a worker afterwards."""

from datetime import timedelta

from baton.domain import jobs
from baton.domain.jobs import Job, RetryPolicy
from baton.domain.working.letters import Letter
from baton.usecases.act import Act
from baton.usecases.platform import Platform

# A mail server may be away for a night: the last try is some seventeen hours after the first.
POSTAL = RetryPolicy(attempts=8, first=timedelta(seconds=30), factor=4.0, most=timedelta(hours=6))


def post(platform: Platform, act: Act, letter: Letter) -> None:
    """Owe the letter. Without a mail server nobody would ever send it, so nothing is owed."""
    if platform.mailer.ready:
        act.uow.add_jobs([
            Job(platform.ids.new(), jobs.LETTER, act.now, act.now, operation=letter.template, parameters=letter.recorded(), policy=POSTAL)
        ])  # fmt: skip
