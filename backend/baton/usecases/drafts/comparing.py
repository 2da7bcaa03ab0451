"""Two states of a process model side by side: versions, drafts, what is deployed, or what somebody has not saved yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from baton.domain.actors import Actor
from baton.domain.changes import ChangeKind, FileChanges, language_of
from baton.domain.definitions import only_for_designing
from baton.domain.errors import NotFound
from baton.domain.policy import require
from baton.usecases.drafts.versions import version
from baton.usecases.platform import Platform


@dataclass(frozen=True)
class Side:
    """One state of a model: where it stands, who made it and when. ``draft_id`` where it belongs to a draft."""

    ref: str
    model: str
    title: str
    by: str
    at: datetime
    files: Mapping[str, bytes] = field(repr=False)
    draft_id: str | None = None


def side(platform: Platform, actor: Actor, ref: str) -> Side:
    """What ``draft:ID``, ``draft:ID:NUMBER`` or ``definition:ID`` stands for. Raises ``NotFound``."""
    kind, _, rest = ref.partition(":")
    if kind == "definition":
        require(actor, "definition.see")
        with platform.store.read() as uow:
            found = uow.definition(rest)
        return Side(ref, found.title, f"Version {found.version}, published", found.deployed_by, found.deployed_at, found.files)
    if kind != "draft":
        raise NotFound(f"There is nothing called “{ref}” to compare.")
    require(actor, "model.edit")
    draft_id, _, number = rest.partition(":")
    with platform.store.read() as uow:
        draft = uow.draft(draft_id)
    if not number:
        return Side(ref, draft.name, "The draft as it is now", draft.saved_by, draft.saved_at, draft.files, draft_id)
    if not number.isascii() or not number.isdigit():
        raise NotFound(f"There is no version “{number}”.")
    kept = version(platform, actor, draft_id, int(number))
    title = f"{kept.name} ({kept.number})" if kept.name else f"Version {kept.number} of the draft"
    return Side(ref, draft.name, title, kept.saved_by, kept.saved_at, kept.files, draft_id)


def unsaved(platform: Platform, actor: Actor, draft_id: str, files: Mapping[str, bytes]) -> tuple[Side, Side]:
    """The draft as it is stored, and what the actor would make of it."""
    stored = side(platform, actor, f"draft:{draft_id}")
    mine = Side("", stored.model, "Yours, not saved yet", actor.id, platform.clock.now(), {**stored.files, **files}, draft_id)
    return stored, mine


def changes(platform: Platform, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[FileChanges, ...]:
    """Every file of both sides; those that serve only designing are left out. Diagrams first."""
    names = sorted({*before, *after}, key=lambda name: (_RANK[language_of(name)], name))
    return tuple(_of_file(platform, name, before.get(name), after.get(name)) for name in names if not only_for_designing(name))


_RANK = {"bpmn": 0, "dmn": 1, "form": 2, "other": 3}


def _of_file(platform: Platform, name: str, before: bytes | None, after: bytes | None) -> FileChanges:
    if before == after:
        return FileChanges(name, None, language_of(name))
    if before is None or after is None:
        return FileChanges(name, ChangeKind.ADDED if before is None else ChangeKind.REMOVED, language_of(name))
    return FileChanges(name, ChangeKind.CHANGED, language_of(name), platform.comparing.compare(name, before, after))
