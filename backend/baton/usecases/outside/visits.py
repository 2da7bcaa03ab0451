"""Coming by a magic link: looking changes nothing, opening takes a deliberate act, and a code by mail where one is asked for."""

from dataclasses import dataclass, replace
from datetime import datetime
from hmac import compare_digest

from baton.domain.errors import Forbidden, NotFound, said
from baton.domain.instances import InstanceState
from baton.domain.ports.persistence import UnitOfWork
from baton.domain.tasks import UserTask
from baton.domain.working.links import (
    CODE_LIFE,
    CODE_PAUSE,
    CODE_TRIES,
    SESSION_LIFE,
    GuestSession,
    Link,
    Standing,
)
from baton.usecases.act import Act, run
from baton.usecases.links.making import letter_to, renewed, send
from baton.usecases.people import digest
from baton.usecases.platform import Platform
from baton.usecases.telling import letters

UNKNOWN = "This link is not known here."
CODE_LETTER = "outsider-code"
OPENS = frozenset({Standing.OPEN, Standing.HANDED_IN})


@dataclass(frozen=True)
class Found:
    """A link with what it is worth. ``replaced``: it was sent anew, and this is not the newest address. ``by``: who asks."""

    link: Link
    task: UserTask | None
    standing: Standing
    replaced: bool = False
    by: str = ""

    @property
    def opens(self) -> bool:
        return self.standing in OPENS and not self.replaced and not self.link.is_blocked

    @property
    def may_ask_anew(self) -> bool:
        """Whether the same recipient may be sent a new address."""
        return self.standing is Standing.EXPIRED or (self.standing in OPENS and not self.opens)


@dataclass(frozen=True)
class Visit:
    """A link in a browser in which it was opened."""

    found: Found
    session: GuestSession

    @property
    def link(self) -> Link:
        return self.found.link


def look(platform: Platform, secret: str) -> Found:
    """What the address shows. Changes nothing, however often it is fetched. Raises ``NotFound``."""
    with platform.store.read() as uow:
        known = uow.link_by_digest(digest(secret))
        if known is None:
            raise NotFound(UNKNOWN)
        link, generation = known
        return _found(platform, uow, link, generation)


def enter(platform: Platform, secret: str) -> tuple[Visit, str]:
    """Exchange the address for a session in this browser, and the secret for its cookie. Refused when the link does not open."""
    cookie, csrf = platform.ids.secret(), platform.ids.secret()

    def work(act: Act) -> Visit:
        known = act.uow.link_by_digest(digest(secret))
        if known is None:
            raise NotFound(UNKNOWN)
        link = act.uow.locked_link(known[0].id)
        found = _found(platform, act.uow, link, known[1])
        if not found.opens:
            raise Forbidden(said("This link does not open anything now."))
        link = replace(link, opened_at=link.opened_at or act.now, seen_at=act.now)
        if link.needs_code and _may_send(link, act):
            link = _coded(platform, act, link)
        act.uow.save_link(link)
        session = GuestSession(
            digest(cookie), link.id, link.generation, csrf, act.now, act.now + SESSION_LIFE, not link.needs_code
        )
        act.uow.save_guest_session(session)
        return Visit(replace(found, link=link), session)

    return run(platform, work), cookie


def visit(platform: Platform, link_id: str, cookie: str) -> Visit | None:
    """The visit that this cookie belongs to: of this link, of its newest address, and not over. Changes nothing."""
    with platform.store.read() as uow:
        session = uow.guest_session(digest(cookie))
        if session is None or session.link_id != link_id or session.expires_at <= platform.clock.now():
            return None
        link = uow.link(link_id)
        if link.generation != session.generation:
            return None
        return Visit(_found(platform, uow, link, link.generation), session)


def send_code(platform: Platform, visit: Visit) -> bool:
    """Send another code; False when the last one is less than a minute old."""

    def work(act: Act) -> bool:
        link = act.uow.locked_link(visit.link.id)
        if not link.needs_code or not _may_send(link, act):
            return False
        act.uow.save_link(_coded(platform, act, link))
        return True

    return run(platform, work)


def confirm(platform: Platform, visit: Visit, code: str) -> str:
    """Check the code that came by mail; what is wrong with it, or nothing. A wrong one costs one of a few tries."""

    def work(act: Act) -> str:
        link = act.uow.locked_link(visit.link.id)
        if link.is_blocked:
            return "blocked"
        if not link.code_digest or link.code_tries >= CODE_TRIES or link.code_until is None or link.code_until <= act.now:
            return "stale"
        if not compare_digest(link.code_digest, _code_digest(platform, link, code)):
            act.uow.save_link(replace(link, code_tries=link.code_tries + 1, code_failures=link.code_failures + 1))
            return "wrong" if link.code_tries + 1 < CODE_TRIES else "stale"
        act.uow.save_link(replace(link, code_digest="", code_until=None, code_tries=0, code_failures=0, seen_at=act.now))
        act.uow.save_guest_session(replace(visit.session, confirmed=True))
        return ""

    return run(platform, work)


def ask_anew(platform: Platform, secret: str) -> bool:
    """Send the link once more, to whoever it was for and nobody else; False when it was just sent or no mail can be. Whoever holds an
    address that was replaced has the newest one sent again as it is: theirs must not close it."""

    def work(act: Act) -> bool:
        known = act.uow.link_by_digest(digest(secret))
        if known is None:
            raise NotFound(UNKNOWN)
        link = act.uow.locked_link(known[0].id)
        found = _found(platform, act.uow, link, known[1])
        if not found.may_ask_anew:
            raise Forbidden(said("This link cannot be sent anew. Ask whoever sent it."))
        if not platform.mailer.ready or (link.sent_at and act.now < link.sent_at + CODE_PAUSE):
            return False
        if found.replaced and found.standing in OPENS and not link.is_blocked:
            send(platform, act, link, found.task)
        else:
            renewed(platform, act, link)
        return True

    return run(platform, work)


def _found(platform: Platform, uow: UnitOfWork, link: Link, generation: int) -> Found:
    task = uow.task(link.task_id) if link.task_id else None
    return Found(link, task, standing_of(uow, link, task, platform.clock.now()), generation != link.generation, link.created_by)


def standing_of(uow: UnitOfWork, link: Link, task: UserTask | None, now: datetime) -> Standing:
    """What the link is worth. One that shows an instance is worth nothing when that was cancelled."""
    found = link.standing(task, now)
    if found is Standing.OPEN and task is None and uow.instance(link.instance_id).state is InstanceState.TERMINATED:
        return Standing.CLOSED
    return found


def _may_send(link: Link, act: Act) -> bool:
    return not link.is_blocked and not (link.code_sent_at and act.now < link.code_sent_at + CODE_PAUSE)


def _coded(platform: Platform, act: Act, link: Link) -> Link:
    """The link with a new code, and the letter that brings it."""
    link = replace(link, code_until=act.now + CODE_LIFE, code_sent_at=act.now, code_tries=0, code_failures=link.code_failures + 1)
    letters.post(platform, act, letter_to(link, CODE_LETTER, {"minutes": int(CODE_LIFE.total_seconds() // 60)}))
    return replace(link, code_digest=_code_digest(platform, link, _code(platform, link)))


def code_of(platform: Platform, link_id: str) -> str:
    """The code that a letter brings. Made at the moment of sending and kept nowhere."""
    with platform.store.read() as uow:
        return _code(platform, uow.link(link_id))


def _code(platform: Platform, link: Link) -> str:
    """It follows from the key of this installation and the moment at which it was asked for."""
    moment = f"{link.id}:{link.generation}:{link.code_sent_at.isoformat() if link.code_sent_at else ''}"
    return f"{int(digest(platform.keys.token('link-code', moment)), 16) % 1_000_000:06d}"


def _code_digest(platform: Platform, link: Link, code: str) -> str:
    """Under the key of this installation: a plain hash of six digits would be guessed in a second."""
    return platform.keys.token("link-code-digest", f"{link.id}:{link.generation}:{''.join(code.split())}")
