"""The socket for typesetting: plain values and pictures become a document to keep or to print."""

from collections.abc import Mapping
from typing import Any, Protocol


class Documents(Protocol):
    """Makes PDF files. What people wrote is set as text, never read as markup."""

    def pdf(self, kind: str, content: Mapping[str, Any], pictures: Mapping[str, bytes]) -> bytes:
        """A document of that kind (``documentation``). ``pictures`` are SVG by the name that ``content`` calls them.
        Raises ``Unavailable`` where no typesetter is installed."""
