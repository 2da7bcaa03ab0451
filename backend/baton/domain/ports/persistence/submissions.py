"""What people saw when they submitted."""

from typing import Protocol


class Submissions(Protocol):
    """Submissions as they were shown, and approvals bound to them."""
