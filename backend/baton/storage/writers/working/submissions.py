"""What people saw when they submitted."""

import sqlalchemy as sa
from sqlalchemy import bindparam

from baton.domain.errors import Conflict
from baton.domain.working.approvals import Approval
from baton.domain.working.submissions import KeptSubmission
from baton.storage.tables.working.submissions import approvals, submissions
from baton.storage.transaction import Transaction, Upsert, by_id

_READ = by_id(submissions)
_ADD = sa.insert(submissions)
_OF_INSTANCE = (
    sa.select(submissions.c.seq, submissions.c.id)
    .where(submissions.c.instance_id == bindparam("instance"))
    .order_by(submissions.c.seq)
)
_ADD_APPROVAL = sa.insert(approvals)
_KEEP_APPROVAL = Upsert(approvals, "id")
_APPROVALS = (
    sa.select(approvals)
    .where(approvals.c.instance_id == bindparam("instance"))
    .order_by(approvals.c.seq, approvals.c.id)
)  # fmt: skip
_STANDING = _APPROVALS.where(approvals.c.voided_at.is_(None))


class SubmissionsWriter(Transaction):
    """Submissions as they were shown, and approvals bound to them."""

    def submission(self, id: str) -> KeptSubmission:
        row = self._one(_READ, "submission", id)
        return KeptSubmission(**{**row._mapping, "content": bytes(row.content)})

    def submissions(self, instance_id: str) -> dict[int, str]:
        return {row.seq: row.id for row in self._rows(_OF_INSTANCE, instance=instance_id)}

    def add_submission(self, submission: KeptSubmission) -> None:
        self._add(_ADD, vars(submission), Conflict("This was submitted already."))

    def add_approval(self, approval: Approval) -> None:
        self._run(_ADD_APPROVAL, vars(approval))

    def save_approval(self, approval: Approval) -> None:
        self._run(_KEEP_APPROVAL, vars(approval))

    def approvals(self, instance_id: str, *, standing: bool = False) -> list[Approval]:
        rows = self._rows(_STANDING if standing else _APPROVALS, instance=instance_id)
        return [Approval(**row._mapping) for row in rows]
