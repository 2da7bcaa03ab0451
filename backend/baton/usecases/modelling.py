"""Drafts of process models: saved in any state, by whoever saw the newest revision; deployed when they pass the check."""

from collections.abc import Mapping
from dataclasses import replace

from baton.domain.actors import Actor
from baton.domain.errors import InvalidInput, TooLarge
from baton.domain.modelling import Draft
from baton.domain.policy import require
from baton.domain.problems import Problem
from baton.usecases.act import Act, run
from baton.usecases.deploy import Deployment, accepted, deploy_checked
from baton.usecases.platform import Platform

LARGEST_FILE = 2 * 1024 * 1024


def new_draft(platform: Platform, actor: Actor, name: str, files: Mapping[str, bytes]) -> Draft:
    """A new process model with these files."""
    require(actor, "model.edit")
    _fits(name, files)

    def work(act: Act) -> Draft:
        draft = Draft(platform.ids.new(), name.strip(), files, 1, act.now, actor.id)
        act.uow.save_draft(draft, None)
        return draft

    return run(platform, work)


def import_files(platform: Platform, actor: Actor, name: str, files: Mapping[str, bytes]) -> tuple[Draft, tuple[Problem, ...]]:
    """A new process model from files that were drawn elsewhere, other engines' extensions translated; and what was not."""
    require(actor, "model.edit")
    _fits(name, files)
    ours, remarks = platform.engine.translate(files)
    return new_draft(platform, actor, name, ours), remarks


def save_draft(platform: Platform, actor: Actor, draft_id: str, files: Mapping[str, bytes], expected: int) -> Draft:
    """Store these files of the draft (others stay) if its revision is still ``expected``. Raises ``Conflict`` otherwise."""
    require(actor, "model.edit")

    def work(act: Act) -> Draft:
        draft = act.uow.draft(draft_id)
        changed = {name: content for name, content in {**draft.files, **files}.items() if content}
        _fits(draft.name, changed)
        saved = replace(draft, files=changed, revision=expected + 1, saved_at=act.now, saved_by=actor.id)
        act.uow.save_draft(saved, expected)
        return saved

    return run(platform, work)


def draft(platform: Platform, actor: Actor, draft_id: str) -> Draft:
    """The draft with its files."""
    require(actor, "model.edit")
    with platform.store.read() as uow:
        return uow.draft(draft_id)


def drafts(platform: Platform, actor: Actor) -> list[Draft]:
    """All drafts by name."""
    require(actor, "model.edit")
    with platform.store.read() as uow:
        return uow.drafts()


def deploy_draft(platform: Platform, actor: Actor, draft_id: str) -> Deployment:
    """Deploy the draft as it is stored. Raises ``InvalidInput`` with all problems."""
    require(actor, "model.deploy")
    kept = draft(platform, actor, draft_id)
    files, report = accepted(platform, kept.files)
    return run(platform, lambda act: deploy_checked(platform, act, files, report, actor, kept.pack))


def draft_of(platform: Platform, actor: Actor, definition_id: str) -> Draft:
    """A new draft with the files of a deployed version."""
    require(actor, "model.edit")
    with platform.store.read() as uow:
        definition = uow.definition(definition_id)
    return new_draft(platform, actor, definition.title, definition.files)


def _fits(name: str, files: Mapping[str, bytes]) -> None:
    if not name.strip():
        raise InvalidInput("Give the process model a name.")
    for file, content in files.items():
        if len(content) > LARGEST_FILE:
            raise TooLarge(f"{file} has {len(content) // 1024} KB; at most {LARGEST_FILE // 1024} KB are accepted.")
