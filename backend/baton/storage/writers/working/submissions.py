"""What people saw when they submitted."""

from baton.storage.transaction import Transaction


class SubmissionsWriter(Transaction):
    """Submissions as they were shown, and approvals bound to them."""
