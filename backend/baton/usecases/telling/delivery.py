"""Sending what is owed: the letter is worded, its link and its files are fetched, and the mail server takes it.

Between taking the mail and writing that down a worker can die; the letter is then sent again, with the same Message-ID, by which
mail programs and servers can see that it is the same one."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from baton.domain.errors import ConnectorError, NotFound
from baton.domain.jobs import Job
from baton.domain.ports.working.post import Enclosure, Mail
from baton.domain.tasks import TaskState
from baton.domain.working import telling
from baton.domain.working.letters import Letter
from baton.domain.working.telling import Wording
from baton.usecases.act import Act
from baton.usecases.platform import Doer, Platform

PREFERENCES = "/preferences"
CODE = "outsider-code"
Addresses = Callable[[Platform, str], str]
"""The address of a magic link, or the code that goes with it, by its id."""


def delivery(addresses: Addresses, codes: Addresses) -> Doer:
    """What a worker does for a letter. What nobody needs any more by now is not sent."""

    def deliver(platform: Platform, job: Job) -> Callable[[Act], None]:
        letter = Letter.read(job.parameters)
        if letter.template == CODE:
            letter = replace(letter, values={**letter.values, "code": _magic(platform, codes, letter.link)})
        if not _is_moot(platform, letter):
            link = _magic(platform, addresses, letter.link) if letter.link else ""
            platform.mailer.send(mail_of(platform, letter, job.id, link))
        return lambda act: None

    return deliver


def mail_of(platform: Platform, letter: Letter, key: str, link: str = "") -> Mail:
    """The letter as a mail, with the address of its magic ``link``. Raises ``ConnectorError`` when something it needs is not there."""
    tried = letter.values.get("wording")
    wording = Wording(**tried) if tried else wording_of(platform, letter.template, letter.language)
    worded = platform.stationery.fill(wording, letter.language, _values(platform, letter, link))
    guest = _is_for_a_guest(letter)
    unsubscribe, logo = ("", platform.house.logo) if guest else (public(platform, PREFERENCES), None)
    return Mail(letter.to, worded.subject, worded.text, worded.html, key, _enclosures(platform, letter), unsubscribe, logo)


def wording_of(platform: Platform, template: str, language: str) -> Wording:
    """The administrators' words where there are any, else the shipped ones."""
    with platform.store.read() as uow:
        version = uow.wording(template, language)
    if version is not None and version.wording is not None:
        return version.wording
    try:
        return platform.stationery.shipped(template, language)
    except NotFound as error:
        raise ConnectorError(str(error), retryable=False) from error


def public(platform: Platform, path: str) -> str:
    """The path as an address that works from outside."""
    return f"{platform.base_url.rstrip('/')}{path}"


def _values(platform: Platform, letter: Letter, link: str) -> Mapping[str, Any]:
    link = link or public(platform, str(letter.values.get("path") or "/"))
    sections = [
        {**section, "lines": [{**line, "link": public(platform, line["path"])} for line in section["lines"]]}
        for section in letter.values.get("sections", ())
    ]
    extra = {"sections": sections} if sections else {}
    return {
        **letter.values, **extra, "link": link, "preferences": public(platform, PREFERENCES), "reason": letter.reason,
        **_signed(platform, letter),
    }  # fmt: skip


def _signed(platform: Platform, letter: Letter) -> Mapping[str, Any]:
    """People outside know the house, people inside know Baton."""
    guest = _is_for_a_guest(letter)
    return {
        "guest": guest,
        "product": platform.house.name if guest else "Baton",
        "logo": guest and platform.house.logo is not None,
    }


def _is_for_a_guest(letter: Letter) -> bool:
    """Whether whoever gets it has no account, and so nothing to choose; letters to people of the house name the person."""
    return bool(letter.link) or "person" not in letter.values


def _magic(platform: Platform, addresses: Addresses, link_id: str) -> str:
    try:
        return addresses(platform, link_id)
    except NotFound as error:
        raise ConnectorError("The link of this letter is gone.", retryable=False) from error


def _enclosures(platform: Platform, letter: Letter) -> tuple[Enclosure, ...]:
    try:
        return tuple(_enclosure(platform, id) for id in letter.enclosed)
    except NotFound as error:
        raise ConnectorError("A file that goes with this letter is gone.", retryable=False) from error


def _enclosure(platform: Platform, id: str) -> Enclosure:
    with platform.store.read() as uow:
        found = uow.attachment(id)
        return Enclosure(found.name, found.media_type, uow.attachment_content(found.digest))


def _is_moot(platform: Platform, letter: Letter) -> bool:
    """Whether nobody needs it any more: its task is over, or whoever it is for has left meanwhile."""
    return _has_left(platform, letter) or _is_over(platform, letter)


def _has_left(platform: Platform, letter: Letter) -> bool:
    person_id = letter.values.get("person_id")
    if not person_id:
        return False
    try:
        with platform.store.read() as uow:
            return uow.person(str(person_id)).disabled
    except NotFound:
        return True


def _is_over(platform: Platform, letter: Letter) -> bool:
    task_id = letter.values.get("task_id")
    if not task_id or letter.template not in telling.ABOUT_OPEN_TASKS:
        return False
    try:
        with platform.store.read() as uow:
            return uow.task(str(task_id)).state is not TaskState.OPEN
    except NotFound:
        return True
