"""What people saw when they submitted."""

from typing import Protocol

from baton.domain.working.approvals import Approval
from baton.domain.working.submissions import KeptSubmission


class Submissions(Protocol):
    """Submissions as they were shown, and approvals bound to them."""

    def submission(self, id: str) -> KeptSubmission:
        """Raises ``NotFound``."""

    def submissions(self, instance_id: str) -> dict[int, str]:
        """The ids of an instance's submissions by the seq of their entries."""

    def add_submission(self, submission: KeptSubmission) -> None:
        """Kept for good; there is no way to change one."""

    def add_approval(self, approval: Approval) -> None: ...

    def save_approval(self, approval: Approval) -> None: ...

    def approvals(self, instance_id: str, *, standing: bool = False) -> list[Approval]:
        """The approvals of an instance in the order in which they were given; only those that still stand, if asked."""
