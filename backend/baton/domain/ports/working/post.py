"""The socket for mail."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Enclosure:
    """A file that goes with a mail."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """A mail as it goes out. ``key`` becomes its Message-ID, the same at every attempt, so that a mail sent twice can be seen to be one."""

    to: str
    subject: str
    text: str
    html: str
    key: str
    enclosures: tuple[Enclosure, ...] = ()


class Mailer(Protocol):
    """Sends mail. Only workers call it, outside of any transaction."""

    ready: bool
    """Whether a mail server is set up; without one nothing is owed and people are told inside Baton only."""

    def send(self, mail: Mail) -> None:
        """Hand the mail to the server. Raises ``ConnectorError``, retryable when the server may take it later."""
