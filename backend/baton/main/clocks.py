"""The clocks: the real one, and one for tests that ticks on but can be moved forward."""

from datetime import UTC, datetime, timedelta


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class ShiftedClock:
    """The machine's time plus an offset that only grows."""

    def __init__(self) -> None:
        self._offset = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def move_to(self, moment: datetime) -> None:
        self._offset = max(self._offset, moment - datetime.now(UTC))


class FrozenClock:
    """A clock that stands still until it is moved: for scenarios and replays in memory."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def move_to(self, moment: datetime) -> None:
        self._at = moment
