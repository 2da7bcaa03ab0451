"""The small sockets: time, identity, waking workers, calling connectors, telling people, keeping live instances."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from baton.domain.working.links import Invitation


class Clock(Protocol):
    """The only clock. Read once per act and passed on."""

    def now(self) -> datetime:
        """Aware UTC."""


class Ids(Protocol):
    """The only source of identity and secrets."""

    def new(self) -> str:
        """A new sortable id (UUID version 7 text)."""

    def secret(self) -> str:
        """256 random bits as URL-safe text."""


class Keys(Protocol):
    """Secrets that follow from the key of this installation, so that none of them has to be kept."""

    def token(self, purpose: str, id: str) -> str:
        """256 bits as URL-safe text: always the same for the same purpose and id, and not to be guessed by others."""


class Dispatcher(Protocol):
    """Makes due rows reach a worker. The due table is the truth; losing a wake-up loses no work."""

    def wake(self) -> None:
        """Something may be due now, or sooner than known."""


@dataclass(frozen=True)
class Parameter:
    """One input of an operation. ``type``: text, long-text, number, yes-no, list, person, group, person-or-group or any."""

    name: str
    label: str
    type: str = "text"
    required: bool = False
    help: str = ""


@dataclass(frozen=True)
class OperationDescription:
    """An operation as people choose it. ``result`` says what it answers, ``errors`` which error codes it may throw and when."""

    label: str
    help: str = ""
    parameters: tuple[Parameter, ...] = ()
    result: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """A sentence for a person or for everybody in a group (``to``), with where to go. Told again under the same ``key`` it is
    told once."""

    to: str
    text: str
    link: str
    key: str


class Notices(Protocol):
    """What a connector may tell people inside Baton."""

    def __call__(self, told: Told) -> int:
        """How many people were told: none, when nobody belongs to the group today."""


class Showing(Protocol):
    """How a connector lets somebody outside see the instance that calls it."""

    def __call__(self, key: str, invitation: Invitation, offer: Mapping[str, Any]) -> str:
        """Make the link, once per ``key``, and owe the letter that brings it; its id. ``offer``: what the link shows."""


class Connectors(Protocol):
    """Calls outside systems. Only workers call, outside of any transaction."""

    def names(self) -> tuple[str, ...]:
        """Every ``connector.operation`` that can be called."""

    def describe(self) -> Mapping[str, OperationDescription]:
        """What a person who draws is offered: each operation by its ``connector.operation``."""

    def call(self, operation: str, parameters: Mapping[str, Any], key: str) -> Any:
        """Do it; ``key`` is the idempotency key, stable over retries. Raises ``ConnectorError`` or ``BpmnError``."""


class LiveInstances(Protocol):
    """Engine states kept in memory between steps. Taken out before use, put back after the commit."""

    def take(self, instance_id: str) -> tuple[int, Any] | None: ...
    def put(self, instance_id: str, seq: int, state: Any) -> None: ...
    def drop(self, instance_id: str) -> None: ...


class Passwords(Protocol):
    """Hashes and checks passwords (argon2id)."""

    def hash(self, password: str) -> str: ...
    def matches(self, password: str, hashed: str) -> bool: ...
