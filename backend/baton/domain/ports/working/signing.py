"""The socket for seals: what makes a PDF provably ours and unchanged."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Examined:
    """What a seal says about the bytes it is in. ``intact``: what it covers is as it was sealed; ``ours``: it was made with the
    certificate of this installation; ``entire``: nothing was added after it. ``parts``: the SHA-256 of the file up to the end of each
    seal in it. ``locked``: it is protected by a password, and nothing in it can be looked at."""

    intact: bool
    ours: bool
    entire: bool
    at: datetime | None = None
    by: str = ""
    parts: tuple[str, ...] = ()
    locked: bool = False


class Seals(Protocol):
    """Seals PDF documents and examines seals. Only workers seal, outside of any transaction."""

    def joined(self, pdf: bytes, pages: bytes) -> bytes:
        """``pdf`` with the ``pages`` of another one behind it; its own bytes stay the beginning of the result. Raises
        ``InvalidInput`` where it is not a PDF that pages can be added to."""

    def seal(self, pdf: bytes, reason: str, now: datetime) -> bytes:
        """The document with a seal over all of it. Raises ``Unavailable`` where no sealing is installed, ``ConnectorError`` where
        the time-stamp server is away."""

    def trouble(self, now: datetime) -> str:
        """Why nothing can be sealed now, in a sentence for administrators; empty when it can."""

    def examine(self, content: bytes) -> Examined | None:
        """The last seal of ours in a document, else the last one; None where there is none, or it is no PDF at all. Never raises for what is in it."""
