"""Moving the clock in test mode: everything that comes due on the way is done at its own time, in order."""

from datetime import datetime
from typing import Protocol

from baton.domain.errors import InvalidInput
from baton.usecases import due
from baton.usecases.platform import Platform


class MovableClock(Protocol):
    """A clock that can be set."""

    def now(self) -> datetime: ...
    def move_to(self, moment: datetime) -> None: ...


def move_to(platform: Platform, clock: MovableClock, target: datetime) -> int:
    """Move to ``target``, doing what is due at each stop; returns how many pieces were done. Time never runs backwards."""
    if target < clock.now():
        raise InvalidInput("The clock can only be moved forward.")
    done = due.drain(platform)
    while (stop := due.next_due(platform)) is not None and stop <= target:
        clock.move_to(max(stop, clock.now()))
        moved = due.drain(platform)
        if not moved:
            break
        done += moved
    clock.move_to(max(target, clock.now()))
    return done + due.drain(platform)
