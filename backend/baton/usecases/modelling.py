"""Drafts of process models: saved in any state, by whoever saw the newest revision; every revision stays as a version."""

from collections.abc import Mapping
from dataclasses import replace

from baton.domain.actors import Actor
from baton.domain.errors import Conflict, InvalidInput, NotFound, TooLarge
from baton.domain.modelling import Draft, thinned, version_of
from baton.domain.policy import require
from baton.domain.problems import Problem
from baton.usecases.act import Act, run
from baton.usecases.platform import Platform

LARGEST_FILE = 2 * 1024 * 1024


def new_draft(
    platform: Platform, actor: Actor, name: str, files: Mapping[str, bytes], definitions: tuple[str, ...] = ()
) -> Draft:
    """A new process model with these files. ``definitions``: what is deployed with exactly these files already."""
    require(actor, "model.edit")
    _fits(name, files)

    def work(act: Act) -> Draft:
        draft = Draft(platform.ids.new(), name.strip(), files, 1, act.now, actor.id)
        act.uow.save_draft(draft, None)
        act.uow.save_draft_version(replace(version_of(draft), definitions=definitions))
        return draft

    return run(platform, work)


def import_files(platform: Platform, actor: Actor, name: str, files: Mapping[str, bytes]) -> tuple[Draft, tuple[Problem, ...]]:
    """A new process model from files that were drawn elsewhere, other engines' extensions translated; and what was not."""
    require(actor, "model.edit")
    _fits(name, files)
    ours, remarks = platform.engine.translate(files)
    return new_draft(platform, actor, name, ours), remarks


def save_draft(platform: Platform, actor: Actor, draft_id: str, files: Mapping[str, bytes], expected: int) -> Draft:
    """Store these files of the draft (others stay; empty ones go) for somebody who saw revision ``expected``. Raises
    ``Conflict`` when one of them was changed since; people who work on different files do not hinder each other. Files that
    say nothing new make no new revision."""
    require(actor, "model.edit")

    def work(act: Act) -> Draft:
        kept = act.uow.draft(draft_id)
        changed = {name: content for name, content in {**kept.files, **files}.items() if content}
        if changed == kept.files:
            return kept
        _fits(kept.name, files)
        if kept.revision != expected and not _untouched(act, kept, files, expected):
            raise Conflict(
                f"“{kept.name}” was saved by somebody else meanwhile. Nothing of it was overwritten.",
                draft=kept.id, by=kept.saved_by, at=kept.saved_at, version=kept.revision,
            )  # fmt: skip
        return store(act, actor, kept, changed)

    return run(platform, work)


def store(act: Act, actor: Actor, kept: Draft, files: Mapping[str, bytes], note: str = "") -> Draft:
    """The next revision of the draft, kept as a version; autosaved versions grow fewer with time."""
    saved = replace(kept, files=files, revision=kept.revision + 1, saved_at=act.now, saved_by=actor.id)
    act.uow.save_draft(saved, kept.revision)
    versions = act.uow.draft_versions(kept.id)
    if not any(version.number == kept.revision for version in versions):  # saved before versions were kept
        act.uow.save_draft_version(version_of(kept))
    act.uow.save_draft_version(version_of(saved, note=note))
    act.uow.drop_draft_versions(kept.id, thinned(versions))
    return saved


def draft(platform: Platform, actor: Actor, draft_id: str) -> Draft:
    """The draft with its files."""
    require(actor, "model.edit")
    with platform.store.read() as uow:
        return uow.draft(draft_id)


def drafts(platform: Platform, actor: Actor) -> list[Draft]:
    """All drafts by name, those in the bin left out."""
    require(actor, "model.edit")
    with platform.store.read() as uow:
        return [draft for draft in uow.drafts() if draft.removed_at is None]


def draft_of(platform: Platform, actor: Actor, definition_id: str) -> Draft:
    """A new draft with the files of a deployed version."""
    require(actor, "model.edit")
    with platform.store.read() as uow:
        definition = uow.definition(definition_id)
    return new_draft(platform, actor, definition.title, definition.files, (definition.id,))


def _untouched(act: Act, kept: Draft, files: Mapping[str, bytes], expected: int) -> bool:
    """Whether these files are what they were at revision ``expected``."""
    try:
        seen = act.uow.draft_version(kept.id, expected).digests
    except NotFound:
        return False
    now = version_of(kept).digests
    return all(seen.get(name) == now.get(name) for name in files)


def _fits(name: str, files: Mapping[str, bytes]) -> None:
    if not name.strip():
        raise InvalidInput("Give the process model a name.")
    for file, content in files.items():
        if len(content) > LARGEST_FILE:
            raise TooLarge(f"{file} has {len(content) // 1024} KB; at most {LARGEST_FILE // 1024} KB are accepted.")
