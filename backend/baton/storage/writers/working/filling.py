"""What people gather while they fill in a form."""

from baton.storage.transaction import Transaction


class FillingWriter(Transaction):
    """Drafts of forms, attachments, remarks and questions about tasks."""
