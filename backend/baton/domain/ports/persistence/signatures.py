"""What was signed."""

from typing import Protocol


class Signatures(Protocol):
    """Signatures and the documents that prove them."""
