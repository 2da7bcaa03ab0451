"""How people are told of things."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from baton.domain.jobs import Job
from baton.domain.people import Absence, Cover, Notice
from baton.domain.working.telling import DigestLine, Nudge, WordingVersion


class Telling(Protocol):
    """Absences, notices that were read, reminders, and the wording of letters."""

    def owe(self, jobs: Iterable[Job]) -> None:
        """Add those whose id is not there yet: owed twice is owed once."""

    def add_digest_lines(self, lines: Iterable[DigestLine]) -> None:
        """Add those whose id is not there yet."""

    def digest_lines(self, person_id: str) -> list[DigestLine]:
        """What waits for the person's next digest, oldest first."""

    def drop_digest_lines(self, ids: Iterable[str]) -> None: ...
    def mark_notices(self, person_id: str, ids: Sequence[str] | None, at: datetime) -> int:
        """The person has read these notices, or all of theirs (None); how many were unread."""

    def finish_notice(self, person_id: str, id: str, at: datetime | None) -> None:
        """The person is done with a notice, or wants it back (None)."""

    def notice(self, id: str) -> Notice:
        """Raises ``NotFound``."""

    def mute(self, person_id: str, instance_id: str, muted: bool) -> None:
        """Whether the person wants to hear of an instance."""

    def mutes(self, instance_id: str) -> frozenset[str]:
        """Who does not want to hear of it."""

    def add_nudge(self, nudge: Nudge) -> None: ...
    def nudges(self, instance_id: str) -> list[Nudge]:
        """Of all tasks of the instance, oldest first."""

    def save_absence(self, absence: Absence) -> None: ...
    def drop_absence(self, id: str) -> None: ...
    def absence(self, id: str) -> Absence:
        """Raises ``NotFound``."""

    def absences(self, now: datetime, person_id: str | None = None) -> list[Absence]:
        """Those that are not over, of one person or of everybody, the soonest first."""

    def standing_in_for(self, person_ids: Iterable[str], now: datetime) -> Mapping[str, Absence]:
        """The absence that holds now, by the id of whoever is away."""

    def save_covers(self, substitute: str, covers: tuple[Cover, ...]) -> None:
        """For whom somebody stands in; kept beside their account, so that asking who they are asks for this as well."""

    def covers_by(self, substitute: str, now: datetime) -> list[Absence]:
        """The absences, not over yet, in which that person stands in."""

    def wording(self, template: str, language: str) -> WordingVersion | None:
        """What is in force of the administrators' words; None when they never changed them."""

    def wordings(self, template: str, language: str) -> list[WordingVersion]:
        """Newest first."""

    def add_wording(self, version: WordingVersion) -> None: ...
