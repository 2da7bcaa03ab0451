"""How people arrange their work."""

from typing import Protocol


class Worklists(Protocol):
    """Saved views of the worklist, what is snoozed, favourite processes, and the facts by which tasks are filtered."""
