"""How people without an account come to one task."""

from baton.storage.transaction import Transaction


class LinksWriter(Transaction):
    """Magic links."""
