"""What the pages of versions show."""

from dataclasses import dataclass
from datetime import datetime

from baton.domain.actors import Actor
from baton.domain.changes import language_of
from baton.domain.modelling import Draft, DraftVersion, VersionKind
from baton.usecases.drafts import versions
from baton.web.modeler.live import LiveView, live_of
from baton.web.naming import person_names
from baton.web.wired import platform
from baton.web.words import listed

_NOUNS = {"bpmn": "diagram", "dmn": "decision", "form": "form", "other": "file"}


@dataclass(frozen=True)
class VersionLine:
    """One version in the list. ``before`` is the number of the version listed below it."""

    number: int
    name: str
    note: str
    kind: VersionKind
    by: str
    at: datetime
    what: str
    before: int | None
    now: bool
    live: bool


@dataclass(frozen=True)
class VersionsPage:
    id: str
    name: str
    revision: int
    lines: tuple[VersionLine, ...]
    live: LiveView


def versions_page(actor: Actor, draft_id: str) -> VersionsPage:
    """Every version of a draft, newest first."""
    draft, found = versions.versions(platform(), actor, draft_id)
    names = person_names(version.saved_by for version in found)
    live = live_of(draft_id)
    lines = tuple(
        _line(draft, version, older, names[version.saved_by], live)
        for version, older in zip(found, [*found[1:], None], strict=True)
    )
    return VersionsPage(draft.id, draft.name, draft.revision, lines, live)


def _line(draft: Draft, version: DraftVersion, older: DraftVersion | None, by: str, live: LiveView) -> VersionLine:
    return VersionLine(
        version.number, version.name or "", version.note, version.kind, by, version.saved_at, what_changed(version, older),
        older.number if older else None, version.number == draft.revision,
        bool(version.definitions) and version.number == live.number,
    )  # fmt: skip


def what_changed(version: DraftVersion, older: DraftVersion | None) -> str:
    """Which files differ from the version before, in words."""
    if older is None:
        return "First version" if version.number == 1 else ""
    names = sorted({*version.digests, *older.digests})
    changed = [name for name in names if version.digests.get(name) != older.digests.get(name)]
    if not changed:
        return "Nothing but its name"
    if len(changed) == 1:
        word = {True: "added", False: "changed"}[changed[0] not in older.digests]
        return f"{changed[0]} {'removed' if changed[0] not in version.digests else word}"
    kinds = [_NOUNS[language_of(name)] for name in changed]
    counted = [f"{kinds.count(noun)} {noun}{'s' if kinds.count(noun) > 1 else ''}" for noun in dict.fromkeys(kinds)]
    return f"{listed(counted)} changed"
