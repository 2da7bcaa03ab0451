"""People, their groups and roles, their sessions and tokens, and when they are away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from baton.domain.actors import Actor, Preferences, Role


@dataclass(frozen=True)
class Cover:
    """That somebody stands in for ``person_id`` from ``start`` until ``end``; with ``groups`` also for what is offered to their groups."""

    person_id: str
    start: datetime
    end: datetime
    groups: bool = False

    def holds(self, now: datetime) -> bool:
        return self.start <= now < self.end


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


@dataclass(frozen=True)
class Person:
    """An account. ``id`` is the log-in name; ``password_hash`` is None for people who only come by single sign-on;
    ``subject`` is ``issuer|sub`` of such a person; ``covers``: for whom they stand in, and when."""

    id: str
    name: str
    email: str = ""
    roles: frozenset[Role] = frozenset({Role.TASK_OWNER})
    groups: frozenset[str] = frozenset()
    password_hash: str | None = None
    subject: str | None = None
    disabled: bool = False
    preferences: Preferences = field(default_factory=Preferences)
    covers: tuple[Cover, ...] = ()

    def actor(self, scopes: frozenset[str] | None = None, now: datetime | None = None) -> Actor:
        """Who asks, with those they stand in for ``now``."""
        stands_for = frozenset(cover.person_id for cover in self.covers if now and cover.holds(now))
        return Actor(self.id, self.name, self.groups, self.roles, scopes, stands_for, preferences=self.preferences)


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
    """An in-app notice: a sentence for one person, with where to go. One with a ``kind`` is worded anew from its ``values`` in the
    language of whoever reads it; ``reason`` and ``of`` say why they are told."""

    id: str
    person_id: str
    text: str
    link: str
    created_at: datetime
    read_at: datetime | None = None
    kind: str = ""
    reason: str = ""
    of: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    instance_id: str | None = None
    done_at: datetime | None = None
