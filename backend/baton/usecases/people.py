"""Accounts, sessions and tokens: who is at the other end."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from baton.domain.actors import Actor, Preferences, Role
from baton.domain.errors import Conflict, InvalidInput, NotFound, Unauthenticated, said
from baton.domain.people import Person, Session, Token
from baton.domain.policy import SCOPES, require
from baton.domain.ports.persistence import UnitOfWork
from baton.usecases.act import Act, run
from baton.usecases.platform import Platform

SESSION_LIFE = timedelta(hours=12)
SHORTEST_PASSWORD = 10


@dataclass(frozen=True)
class SignedIn:
    """A new session; ``secret`` goes into the cookie and is kept nowhere else."""

    person: Person
    session: Session
    secret: str


def sign_in(platform: Platform, person_id: str, password: str) -> SignedIn:
    """Open a session for a local account. The refusal never says which of the two was wrong."""
    with platform.store.read() as uow:
        person = _person_or_none(uow, person_id)
    hashed = person.password_hash if person and person.password_hash else _NOBODY
    if not platform.passwords.matches(password, hashed) or person is None or person.disabled:
        raise Unauthenticated(said("That name and password do not go together. Check both and try again."))
    return run(platform, lambda act: _open(platform, act, person))


def sign_in_by_claims(platform: Platform, claims: Mapping[str, Any], groups_claim: str = "groups") -> SignedIn:
    """Open a session for a person whom an identity provider vouches for; an unknown one gets an account as task owner.
    Groups are taken over at every log-in; groups named like a role grant that role."""
    subject = f"{claims['iss']}|{claims['sub']}"
    groups = frozenset(str(group) for group in claims.get(groups_claim) or ())

    def work(act: Act) -> SignedIn:
        known = act.uow.person_by_subject(subject)
        person = act.uow.locked_person(known.id) if known else _newcomer(act, claims, subject)
        if person.disabled:
            raise Unauthenticated(said("Your account is disabled. Ask an administrator."))
        roles = frozenset(role for role in Role if role.value in groups) or person.roles
        person = replace(person, name=str(claims.get("name") or person.name), groups=groups, roles=roles)
        act.uow.save_person(person)
        return _open(platform, act, person)

    return run(platform, work)


def by_session(platform: Platform, secret: str) -> tuple[Actor, Session] | None:
    """Who holds this cookie, if its session is open and the account active."""
    with platform.store.read() as uow:
        session = uow.session(digest(secret))
        if session is None or session.expires_at <= platform.clock.now():
            return None
        person = uow.person(session.person_id)
        return None if person.disabled else (actor_of(uow, person, platform.clock.now()), session)


def by_token(platform: Platform, secret: str) -> Actor:
    """Who holds this API token. Raises ``Unauthenticated``."""
    with platform.store.read() as uow:
        token = uow.token(digest(secret))
        person = uow.person(token.person_id) if token else None
        if token is None or person is None or person.disabled:
            raise Unauthenticated(said("This API token is not valid. Create a new one with `baton token create`."))
        return replace(actor_of(uow, person, platform.clock.now()), scopes=token.scopes)


def actor_of(uow: UnitOfWork, person: Person, now: datetime) -> Actor:
    """Who asks. Whoever stands in for somebody's groups has them as long as the absence lasts; others cost nothing to ask about."""
    actor = person.actor(None, now)
    away = [cover.person_id for cover in person.covers if cover.groups and cover.holds(now)]
    if not away:
        return actor
    lent = frozenset(group for id in away for group in uow.person(id).groups) - actor.groups
    return replace(actor, groups=actor.groups | lent, lent_groups=lent)


def sign_out(platform: Platform, session_id: str) -> None:
    """Close one session; its cookie is worth nothing from now on."""
    run(platform, lambda act: act.uow.drop_session(session_id))


def create_token(platform: Platform, person_id: str, scopes: frozenset[str] | None = None, label: str = "") -> str:
    """A new token for a person; the text is shown once and only its hash kept."""
    if unknown := sorted((scopes or frozenset()) - SCOPES):
        raise InvalidInput(
            said("Unknown scopes: {names}. Known are: {names2}.", names=", ".join(unknown), names2=", ".join(sorted(SCOPES)))
        )
    secret = platform.ids.secret()

    def work(act: Act) -> None:
        person = act.uow.person(person_id)
        act.uow.add_token(Token(digest(secret), person.id, scopes, act.now, label))

    run(platform, work)
    return secret


def prefer(platform: Platform, actor: Actor, change: Callable[[Preferences], Preferences]) -> Person:
    """Change how the actor wants things."""

    def work(act: Act) -> Person:
        person = act.uow.locked_person(actor.id)
        person = replace(person, preferences=change(person.preferences))
        act.uow.save_person(person)
        return person

    return run(platform, work)


def change_person(platform: Platform, actor: Actor, person_id: str, change: Callable[[Person], Person]) -> Person:
    """Change an account: name, address, roles, groups. Somebody has to stay who may do this."""
    require(actor, "people.administer")

    def work(act: Act) -> Person:
        before = act.uow.locked_person(person_id)
        after = replace(change(before), id=before.id, password_hash=before.password_hash, subject=before.subject)
        if person_id == actor.id and Role.ADMIN not in after.roles:
            raise Conflict(said("You cannot take your own right to administer away. Ask another administrator."))
        act.uow.save_person(after)
        return after

    return run(platform, work)


def add_person(platform: Platform, actor: Actor, person: Person, password: str | None = None) -> Person:
    """A new account. Refused when the name is taken or the password too short."""
    require(actor, "people.administer")
    if password is not None and len(password) < SHORTEST_PASSWORD:
        raise InvalidInput(
            said("The password needs at least {shortest_password} characters.", shortest_password=SHORTEST_PASSWORD)
        )
    hashed = platform.passwords.hash(password) if password else None

    def work(act: Act) -> Person:
        if _person_or_none(act.uow, person.id):
            raise Conflict(said("There is already an account “{id}”. Choose another name.", id=person.id))
        made = replace(person, password_hash=hashed or person.password_hash)
        act.uow.save_person(made)
        return made

    return run(platform, work)


def disable_person(platform: Platform, actor: Actor, person_id: str) -> None:
    """Close an account and all its sessions at once."""
    require(actor, "people.administer")

    def work(act: Act) -> None:
        act.uow.save_person(replace(act.uow.locked_person(person_id), disabled=True))
        act.uow.drop_sessions_of(person_id)

    run(platform, work)


def digest(secret: str) -> str:
    """The form in which secrets are kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


# A real hash of a random password: checking against it costs the same as for a real account, so that timing tells nothing.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$DGoy2V4H2yhFQxNRyiHvUMWSPXHRi1nKUtWlJEdOYmA"


def _open(platform: Platform, act: Act, person: Person) -> SignedIn:
    secret, csrf = platform.ids.secret(), platform.ids.secret()
    session = Session(digest(secret), person.id, csrf, act.now, _expiry(act.now))
    act.uow.save_session(session)
    return SignedIn(person, session, secret)


def _expiry(now: datetime) -> datetime:
    return now + SESSION_LIFE


def _newcomer(act: Act, claims: Mapping[str, Any], subject: str) -> Person:
    wanted = str(claims.get("preferred_username") or claims.get("email") or claims["sub"])
    taken = _person_or_none(act.uow, wanted)
    id = wanted if taken is None else f"{wanted}-{digest(subject)[:6]}"
    return Person(id, str(claims.get("name") or wanted), str(claims.get("email") or ""), subject=subject)


def _person_or_none(uow: Any, person_id: str) -> Person | None:
    try:
        person: Person = uow.person(person_id)
    except NotFound:
        return None
    return person
