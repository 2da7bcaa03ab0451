"""The socket for looking at files that people hand in: what they really are, and whether they do harm."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class FileKind:
    """What a file is. ``contradiction`` says what its name claims although its content is something else: ``PDF``."""

    media_type: str
    contradiction: str = ""


@dataclass(frozen=True)
class Verdict:
    """What the scanner says; ``finding`` is why a file is refused."""

    clean: bool
    finding: str = ""


class Inspector(Protocol):
    """Looks at contents of files; never at what the browser claims of them."""

    scans: bool
    """Whether a scanner is set up; without one nothing waits for it."""

    def kind(self, name: str, content: bytes) -> FileKind:
        """What the content is, by its own first bytes and, where these say nothing, by the name."""

    def scan(self, content: bytes) -> Verdict:
        """Ask the scanner. Only workers call it, outside of any transaction. Raises ``ConnectorError`` when it gives no answer."""
