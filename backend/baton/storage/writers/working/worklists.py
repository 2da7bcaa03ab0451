"""How people arrange their work."""

from baton.storage.transaction import Transaction


class WorklistsWriter(Transaction):
    """Saved views of the worklist, what is snoozed, favourite processes, and the facts by which tasks are filtered."""
