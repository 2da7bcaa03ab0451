"""Messages on their way between instances and from outside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

TIME_TO_LIVE = timedelta(days=7)


@dataclass(frozen=True)
class Message:
    """A message nobody waited for yet. It is delivered when somebody does before ``expires_at``, then listed as unmatched."""

    id: str
    name: str
    payload: Mapping[str, Any]
    correlation: Mapping[str, Any]
    received_at: datetime
    expires_at: datetime
    reached: tuple[str, ...] = field(default=())


def fits(wanted: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Whether a message with the ``given`` correlation values is for a wait that wants ``wanted``."""
    return all(given.get(name) == value for name, value in wanted.items())
