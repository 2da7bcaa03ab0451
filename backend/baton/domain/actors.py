"""Who asks."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a person may do on the platform; what they may do to one task follows from its candidates."""

    DESIGNER = "designer"
    TASK_OWNER = "task-owner"
    AUDITOR = "auditor"
    OPERATOR = "operator"
    ADMIN = "admin"


@dataclass(frozen=True)
class Telling:
    """How a person wants to be told. ``mail`` holds pairs of a kind (``working.telling.KINDS``) and its cadence, where they chose
    one; ``silent`` the kinds without a notice inside Baton. ``quiet``: from which hour until which, in their own zone, no mail goes
    out (empty: never quiet); ``urgent_anyway``: what was escalated comes even then. The digest comes at ``digest_hour``, every day or only on Mondays (``weekly``)."""

    mail: tuple[tuple[str, str], ...] = ()
    silent: frozenset[str] = frozenset()
    digest_hour: int = 8
    weekly: bool = False
    quiet: tuple[int, ...] = ()
    quiet_weekends: bool = False
    urgent_anyway: bool = True


@dataclass(frozen=True)
class Preferences:
    """How a person wants things said. Empty: as the browser asks for. ``language``: ``en`` or ``de``; ``time_zone``: an IANA
    name; ``numbers``: the locale whose way to write numbers and dates they prefer to that of their language; ``telling``: what they are
    told of, and when."""

    language: str = ""
    time_zone: str = ""
    numbers: str = ""
    telling: Telling = field(default_factory=Telling)


@dataclass(frozen=True)
class Actor:
    """A person, or the platform itself. ``scopes`` restricts an API token; None means no restriction. ``stands_for``: the
    absent people whose tasks the actor may do meanwhile; ``lent_groups``: those of ``groups`` that the actor has for them only.
    ``only_task``: the one task that somebody without an account came for."""

    id: str
    name: str = ""
    groups: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()
    scopes: frozenset[str] | None = None
    stands_for: frozenset[str] = frozenset()
    lent_groups: frozenset[str] = frozenset()
    only_task: str | None = None
    preferences: Preferences = field(default_factory=Preferences)

    def has(self, *roles: Role) -> bool:
        return bool(self.roles.intersection(roles))

    @property
    def hands(self) -> frozenset[str]:
        """The people in whose name the actor may work: their own, and those they stand in for."""
        return self.stands_for | {self.id}


PLATFORM = Actor("platform", "Baton", roles=frozenset(Role))
ANONYMOUS = Actor("anonymous", "Anonymous")
