"""What the page of a file shows: the file itself where that is safe, its versions, who sent it and its hash."""

from dataclasses import dataclass

from baton.domain.actors import Actor
from baton.domain.errors import Rejection
from baton.domain.working.attachments import Attachment, ScanState
from baton.usecases.filling import attachments
from baton.web.attachments.serving import PDF, PICTURES, text_of
from baton.web.language.catalog import say as _
from baton.web.naming import person_names
from baton.web.wired import platform
from baton.web.words import Chip

_KILO = 1024


@dataclass(frozen=True)
class Version:
    """One version of the file in its field."""

    attachment: Attachment
    who: str
    chip: Chip | None
    current: bool


@dataclass(frozen=True)
class FilePage:
    """The page of one file. ``kind``: picture, pdf, text or empty; ``obstacle`` is why it is not given out."""

    attachment: Attachment
    kind: str
    text: str
    obstacle: str
    versions: tuple[Version, ...]
    back: str


def file_page(actor: Actor, id: str) -> FilePage:
    """The page as this actor sees it."""
    found = attachments.by_id(platform(), actor, id)
    obstacle = text = ""
    kind = "picture" if found.media_type in PICTURES else "pdf" if found.media_type == PDF else ""
    try:
        read = text_of(actor, found)
        if not read and kind:
            attachments.content(platform(), actor, id)
        kind, text = ("text", read) if read is not None else (kind, "")
    except Rejection as refusal:
        kind, obstacle = "", str(refusal)
    listed = _versions(found)
    names = person_names(one.uploaded_by for one in listed)
    versions = tuple(Version(one, names.get(one.uploaded_by, one.uploaded_by), scan_chip(one), one.id == id) for one in listed)
    back = f"/tasks/{found.task_id}" if found.task_id else f"/instances/{found.instance_id}" if found.instance_id else "/tasks"
    return FilePage(found, kind, text, obstacle, versions, back)


def files_of_instance(instance_id: str) -> tuple[Version, ...]:
    """Every file that was sent with something, the newest version of each first. Who asks may see the instance."""
    with platform().store.read() as uow:
        listed = [one for one in uow.attachments_of(instance_id) if uow.is_kept(one.id)]
    names = person_names(one.uploaded_by for one in listed)
    return tuple(Version(one, names.get(one.uploaded_by, one.uploaded_by), scan_chip(one), False) for one in reversed(listed))


def scan_chip(found: Attachment) -> Chip | None:
    """How the scanner stands to it; nothing where there is no scanner."""
    return {
        ScanState.WAITING: Chip(_("Being scanned"), "clock", "warn"),
        ScanState.CLEAN: Chip(_("No virus found"), "shield-check", "ok"),
        ScanState.REFUSED: Chip(_("Refused by the virus scanner"), "alert-triangle", "danger"),
        ScanState.UNSCANNED: None,
    }[found.scan]


def file_size(size: int) -> str:
    """A size as people say it: 412 kB."""
    if size < _KILO:
        return _("%(count)s bytes", count=size)
    return f"{size // _KILO} kB" if size < _KILO * _KILO else f"{size / _KILO / _KILO:.1f} MB"


def _versions(found: Attachment) -> list[Attachment]:
    """All versions of the file, newest first. A file of no field stands alone."""
    if not found.task_id:
        return [found]
    with platform().store.read() as uow:
        listed = uow.attachments_of_task(found.task_id)
    return sorted((one for one in listed if one.field == found.field), key=lambda one: -one.version)
