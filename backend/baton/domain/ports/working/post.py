"""The sockets for mail: the server that takes it, and the words it is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from baton.domain.problems import Problem
from baton.domain.working.telling import Reason, Wording


@dataclass(frozen=True)
class Enclosure:
    """A file that goes with a mail."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class House:
    """Who writes: the language of letters to people who chose none; the name, and the picture where mail programs can show it, with
    which people outside are addressed, as on the pages they see."""

    language: str = "en"
    name: str = "Baton"
    logo: Enclosure | None = None


@dataclass(frozen=True)
class Mail:
    """A mail as it goes out. ``key`` becomes its Message-ID, the same at every attempt, so that a mail sent twice can be seen to be one.
    ``unsubscribe`` is the address where whoever gets it can say that they want less of it; ``logo`` is shown in the HTML, as ``cid:logo``."""

    to: str
    subject: str
    text: str
    html: str
    key: str
    enclosures: tuple[Enclosure, ...] = ()
    unsubscribe: str = ""
    logo: Enclosure | None = None


class Mailer(Protocol):
    """Sends mail. Only workers call it, outside of any transaction."""

    ready: bool
    """Whether a mail server is set up; without one nothing is owed and people are told inside Baton only."""

    def send(self, mail: Mail) -> None:
        """Hand the mail to the server. Raises ``ConnectorError``, retryable when the server may take it later."""


class Stationery(Protocol):
    """The words of letters, by template and language, and how values get into them. Logic-less: places, and parts that are shown
    or not; values are escaped where they land in HTML."""

    def names(self) -> tuple[str, ...]:
        """Every template."""

    def languages(self) -> tuple[str, ...]: ...
    def sample(self, template: str, language: str = "en") -> Mapping[str, Any]:
        """Values to try a template with: everything it may show."""

    def shipped(self, template: str, language: str) -> Wording:
        """As it came with Baton; in English where the language is not spoken. Raises ``NotFound``."""

    def check(self, template: str, wording: Wording) -> list[Problem]:
        """What would go wrong with these words."""

    def fill(self, wording: Wording, language: str, values: Mapping[str, Any]) -> Wording:
        """The words with their values, inside the frame that all letters share."""

    def line(self, template: str, language: str, values: Mapping[str, Any]) -> str:
        """The shipped subject with its values: what is told in one line."""

    def reason(self, reason: Reason, language: str) -> str:
        """A sentence that says why somebody is told; empty for a reason without one."""
