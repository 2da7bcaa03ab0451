"""Who asks."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may do on the platform; what they may do to one task follows from its candidates."""

    DESIGNER = "designer"
    TASK_OWNER = "task-owner"
    AUDITOR = "auditor"
    OPERATOR = "operator"
    ADMIN = "admin"


@dataclass(frozen=True)
class Actor:
    """A person, or the platform itself. ``scopes`` restricts an API token; None means no restriction."""

    id: str
    name: str = ""
    groups: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()
    scopes: frozenset[str] | None = None

    def has(self, *roles: Role) -> bool:
        return bool(self.roles.intersection(roles))


PLATFORM = Actor("platform", "Baton", roles=frozenset(Role))
ANONYMOUS = Actor("anonymous", "Anonymous")
