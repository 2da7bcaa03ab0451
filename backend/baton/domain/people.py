"""People, their groups and roles, their sessions and tokens."""

from dataclasses import dataclass, field
from datetime import datetime

from baton.domain.actors import Actor, Preferences, Role


@dataclass(frozen=True)
class Person:
    """An account. ``id`` is the log-in name; ``password_hash`` is None for people who only come by single sign-on;
    ``subject`` is ``issuer|sub`` of such a person."""

    id: str
    name: str
    email: str = ""
    roles: frozenset[Role] = frozenset({Role.TASK_OWNER})
    groups: frozenset[str] = frozenset()
    password_hash: str | None = None
    subject: str | None = None
    disabled: bool = False
    preferences: Preferences = field(default_factory=Preferences)

    def actor(self, scopes: frozenset[str] | None = None) -> Actor:
        return Actor(self.id, self.name, self.groups, self.roles, scopes, preferences=self.preferences)


@dataclass(frozen=True)
class Session:
    """A signed-in browser. ``id`` is the SHA-256 of the secret in the cookie, never the secret; ``csrf`` binds forms to it."""

    id: str
    person_id: str
    csrf: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class Token:
    """An API token. ``id`` is the SHA-256 of the token."""

    id: str
    person_id: str
    scopes: frozenset[str] | None
    created_at: datetime
    label: str = ""


@dataclass(frozen=True)
class Notice:
    """An in-app notice: a sentence for one person, with where to go."""

    id: str
    person_id: str
    text: str
    link: str
    created_at: datetime
    read_at: datetime | None = None
