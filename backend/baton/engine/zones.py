"""Time zones by name, and the moment that a clock on a wall there means."""

from datetime import UTC, datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo


@cache
def zone(name: str | None) -> tzinfo:
    """A zone such as Europe/Berlin; UTC when there is no name. Raises ``ValueError``."""
    if not name:
        return UTC
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        raise ValueError(f"{name!r} is no time zone; write one such as Europe/Berlin") from None


def in_zone(wall: datetime, where: tzinfo) -> datetime:
    """The moment in UTC. Of an hour that comes twice the first is meant; one that is left out begins later by the gap."""
    return wall.replace(tzinfo=where, fold=0).astimezone(UTC)
