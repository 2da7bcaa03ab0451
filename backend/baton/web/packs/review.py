"""The review of a pack before it is imported: what is inside, what will change, what is wrong."""

import base64
import binascii
from dataclasses import dataclass

from baton.domain.errors import InvalidInput
from baton.domain.packs import Pack, PackReport
from baton.domain.ports.packs import model_files
from baton.domain.ports.queries import PageRequest
from baton.domain.problems import Problem, errors, warnings
from baton.web.wired import platform

NEW, CHANGED, SAME = "New", "Changed", "Identical"
_KINDS = {"bpmn": ("sitemap", "Process"), "dmn": ("table", "Decision"), "json": ("forms", "Form")}
_TONES = {NEW: "ok", CHANGED: "warn", SAME: "quiet"}
LARGEST_KEPT = 10 * 1024 * 1024


@dataclass(frozen=True)
class Item:
    """One file of the pack and what importing it changes."""

    name: str
    kind: str
    icon: str
    status: str
    tone: str


@dataclass(frozen=True)
class RoleLine:
    """A candidate group of the pack, and how many people are in it here."""

    group: str
    sentence: str
    members: int


@dataclass(frozen=True)
class Review:
    """The page. ``archive`` is the upload itself, so that importing needs no second upload."""

    title: str
    version: str
    summary: str
    readme: str
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    items: tuple[Item, ...]
    counts: tuple[tuple[str, str, int], ...]
    roles: tuple[RoleLine, ...]
    scenarios: tuple[tuple[str, str | None], ...]
    importable: bool
    shipped: str = ""
    archive: str = ""


def review(report: PackReport, shipped: str = "", archive: bytes = b"") -> Review:
    """The report for the page."""
    pack = report.pack
    items = _items(pack) if pack else ()
    counts = tuple((status, tone, sum(item.status == status for item in items)) for status, tone in _TONES.items())
    found = errors(report.problems)
    return Review(
        pack.manifest.title if pack else "This archive", pack.manifest.version if pack else "",
        pack.manifest.summary if pack else "", pack.readme if pack else "", found, warnings(report.problems), items,
        tuple(count for count in counts if count[2]), _roles(pack) if pack else (), tuple(report.scenarios.items()),
        pack is not None and not found, shipped, base64.b64encode(archive).decode(),
    )  # fmt: skip


def kept_archive(text: str) -> bytes:
    """The archive that the review page carried along."""
    try:
        content = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise InvalidInput("The archive did not come along. Upload it again.") from None
    if not content or len(content) > LARGEST_KEPT:
        raise InvalidInput("The archive did not come along. Upload it again.")
    return content


def _items(pack: Pack) -> tuple[Item, ...]:
    deployed = _deployed()
    found = []
    for name, content in sorted(model_files(pack).items()):
        icon, kind = _KINDS.get(name.rsplit(".", 1)[-1], ("file", "File"))
        status = NEW if name not in deployed else SAME if deployed[name] == content else CHANGED
        found.append(Item(name, kind, icon, status, _TONES[status]))
    return tuple(found)


def _deployed() -> dict[str, bytes]:
    """The files of the newest versions of everything that packs deployed."""
    rows = platform().queries.definitions(PageRequest(200), latest_only=True).items
    with platform().store.read() as uow:
        return {name: content for row in rows for name, content in uow.definition(row.id).files.items()}


def _roles(pack: Pack) -> tuple[RoleLine, ...]:
    with platform().store.read() as uow:
        return tuple(RoleLine(group, text, len(uow.members(group))) for group, text in sorted(pack.manifest.roles.items()))
