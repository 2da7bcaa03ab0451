"""What people gather while they fill in a form."""

from typing import Protocol


class Filling(Protocol):
    """Drafts of forms, attachments, remarks and questions about tasks."""
