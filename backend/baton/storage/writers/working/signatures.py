"""What was signed."""

from baton.storage.transaction import Transaction


class SignaturesWriter(Transaction):
    """Signatures and the documents that prove them."""
