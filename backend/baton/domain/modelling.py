"""Process models: what designers edit, keep as versions, talk about, show to others and have looked at before it goes live."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

NEWEST_KEPT = 50


@dataclass(frozen=True)
class Draft:
    """A process model with all its files. ``revision`` rises with every save and is the ETag two editors meet at.
    ``needs_approval``: a second person has to agree before it is deployed. ``removed_at``: it lies in the bin since then."""

    id: str
    name: str
    files: Mapping[str, bytes] = field(repr=False)
    revision: int
    saved_at: datetime
    saved_by: str
    pack: str | None = None
    needs_approval: bool = False
    removed_at: datetime | None = None


class VersionKind(StrEnum):
    """Why a version is there. Only those nobody asked for are ever thinned out."""

    AUTOSAVED = "autosaved"
    NAMED = "named"
    PUBLISHED = "published"


@dataclass(frozen=True)
class DraftVersion:
    """A draft as it once was; ``number`` is the revision it had. ``definitions`` are the ids of what was deployed of it;
    ``digests`` says which content each file had, ``files`` holds the contents where they were asked for."""

    draft_id: str
    number: int
    saved_at: datetime
    saved_by: str
    name: str | None = None
    note: str = ""
    definitions: tuple[str, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def kind(self) -> VersionKind:
        if self.definitions:
            return VersionKind.PUBLISHED
        return VersionKind.NAMED if self.name else VersionKind.AUTOSAVED


def version_of(draft: Draft, name: str | None = None, note: str = "") -> DraftVersion:
    """The draft as it is now, as a version."""
    digests = {file: hashlib.sha256(content).hexdigest() for file, content in draft.files.items()}
    return DraftVersion(draft.id, draft.revision, draft.saved_at, draft.saved_by, name, note, (), digests, draft.files)


def thinned(versions: Iterable[DraftVersion]) -> list[int]:
    """The numbers of autosaved versions that may go: of those older than the newest fifty, all but the last of each hour."""
    autosaved = sorted((one for one in versions if one.kind is VersionKind.AUTOSAVED), key=lambda one: -one.number)
    gone, hours = [], set()
    for version in autosaved[NEWEST_KEPT:]:
        hour = version.saved_at - timedelta(
            minutes=version.saved_at.minute, seconds=version.saved_at.second, microseconds=version.saved_at.microsecond
        )
        if hour in hours:
            gone.append(version.number)
        hours.add(hour)
    return gone


@dataclass(frozen=True)
class Comment:
    """What somebody says about a draft: about an element of a file, or about all of it (``element_id`` is None).
    ``mentions`` are people who are told; ``reply_to`` is the comment it answers."""

    id: str
    draft_id: str
    file: str
    element_id: str | None
    text: str
    author: str
    at: datetime
    mentions: tuple[str, ...] = ()
    reply_to: str | None = None
    resolved_at: datetime | None = None
    resolved_by: str | None = None


@dataclass(frozen=True)
class ShareLink:
    """A way to look at a draft without an account. Only the SHA-256 of its secret is kept. ``version`` None: always the newest."""

    id: str
    digest: str
    draft_id: str
    version: int | None
    created_by: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at


class Decision(StrEnum):
    """What a second person said about a draft."""

    APPROVED = "approved"
    SENT_BACK = "sent back"


@dataclass(frozen=True)
class Review:
    """A request that somebody else looks at one revision of a draft, and the answer. It says nothing about later revisions.
    ``reviewer`` is who was asked; None: anybody who may."""

    id: str
    draft_id: str
    revision: int
    requested_by: str
    requested_at: datetime
    request: str = ""
    reviewer: str | None = None
    decision: Decision | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    answer: str = ""


@dataclass(frozen=True)
class Snippet:
    """A reusable piece of a diagram: BPMN XML or the modeler's JSON of copied elements."""

    id: str
    name: str
    description: str
    content: str = field(repr=False)
    created_by: str
    created_at: datetime
