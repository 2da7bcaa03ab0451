"""How people without an account come to one task."""

from typing import Protocol


class Links(Protocol):
    """Magic links."""
