"""The socket for comparing two states of a file."""

from typing import Protocol

from baton.domain.changes import Comparison


class Comparing(Protocol):
    """Says in words what differs."""

    def compare(self, file: str, before: bytes, after: bytes) -> Comparison:
        """The changes from one content of the file to another; contents that cannot be read are one change that says so."""

    def bare_drawing(self, file: str, content: bytes) -> bytes:
        """The diagram with nothing but what is drawn: no extensions, scripts, conditions or anything else people may not see."""
