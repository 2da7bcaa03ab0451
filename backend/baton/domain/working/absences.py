"""Absences: who is away when, and who stands in for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from baton.domain.people import Cover


@dataclass(frozen=True)
class Absence:
    """A person is away. Who stands in does so for them alone, never for those whom they stand in for themselves: of A, who names
    B, who names A, each stands in for the other, and nobody is sent round in a circle."""

    id: str
    person_id: str
    substitute: str
    start: datetime
    end: datetime
    groups: bool
    note: str
    set_by: str
    set_at: datetime

    def holds(self, now: datetime) -> bool:
        return self.start <= now < self.end

    def cover(self) -> Cover:
        return Cover(self.person_id, self.start, self.end, self.groups)


def lasting(covers: Iterable[Cover], now: datetime) -> tuple[Cover, ...]:
    """Those that are not over yet."""
    return tuple(cover for cover in covers if cover.end > now)
