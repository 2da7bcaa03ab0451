"""Making magic links: for tasks that a model gives to outsiders, and by hand."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from baton.domain.tasks import UserTask
from baton.domain.working.letters import Letter
from baton.domain.working.links import Invitation, Link, Purpose
from baton.usecases.act import Act
from baton.usecases.people import digest
from baton.usecases.platform import Platform
from baton.usecases.telling import letters

TASK_LETTER, SEE_LETTER = "outsider-task", "outsider-see"


def secret(platform: Platform, link: Link) -> str:
    """What opens the link. It follows from the key of this installation, so that nobody keeps it."""
    return platform.keys.token("link", f"{link.id}:{link.generation}")


def address(platform: Platform, link: Link) -> str:
    """The address that a letter shows. Made at the moment of sending and kept nowhere."""
    return f"{platform.base_url.rstrip('/')}/l/{secret(platform, link)}"


def address_of(platform: Platform, link_id: str) -> str:
    """The same for the link that a letter names."""
    with platform.store.read() as uow:
        return address(platform, uow.link(link_id))


def invite(platform: Platform, act: Act, task: UserTask, asked: tuple[Invitation, str]) -> Link:
    """A link to the task, and the letter that brings it, in the same transaction. ``asked``: whom, and who asks."""
    invitation, by = asked
    link = _new(platform, act, invitation, by)
    link = replace(link, instance_id=task.instance_id, task_id=task.id)
    send_first(platform, act, link, task)
    return link


def send_first(platform: Platform, act: Act, link: Link, task: UserTask | None = None) -> None:
    """Keep a new link, and owe the letter that brings it."""
    act.uow.add_link(link, digest(secret(platform, link)))
    send(platform, act, link, task)


def send(platform: Platform, act: Act, link: Link, task: UserTask | None) -> None:
    """Owe the letter that brings the link."""
    title = (task.title or task.name) if task else str(link.offer.get("title", ""))
    letter = TASK_LETTER if task else SEE_LETTER
    letters.post(platform, act, letter_to(link, letter, {"task": title, "until": until(link.expires_at), "note": link.note}))


def letter_to(link: Link, template: str, values: dict[str, Any]) -> Letter:
    """A letter to whoever the link is for, in their language."""
    return Letter(link.recipient, template, {"name": link.name or link.recipient, **values}, link.language, link.id)


def renewed(platform: Platform, act: Act, link: Link) -> Link:
    """The link sent once more to the same recipient; every address sent before is worth nothing from now on."""
    link = link.anew(act.now)
    act.uow.save_link(link, digest(secret(platform, link)))
    send(platform, act, link, act.uow.task(link.task_id) if link.task_id else None)
    return link


def until(moment: datetime) -> str:
    """A day as letters write it, which every language reads alike."""
    return f"{moment:%Y-%m-%d}"


def _new(platform: Platform, act: Act, asked: Invitation, by: str) -> Link:
    return Link(
        platform.ids.new(), Purpose.TASK, "", None, asked.recipient, asked.name, asked.language or platform.house.language, by, act.now,
        act.now + asked.life, asked.needs_code, asked.note, sent_at=act.now,
    )  # fmt: skip
