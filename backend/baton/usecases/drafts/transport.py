"""Whole process models as zip archives: out of drafts, versions and deployments, and in from anywhere."""

import re
from collections.abc import Mapping

from baton.domain.actors import Actor
from baton.domain.changes import language_of
from baton.domain.definitions import only_for_designing
from baton.domain.errors import InvalidInput
from baton.domain.policy import require
from baton.usecases.drafts.versions import version
from baton.usecases.modelling import draft
from baton.usecases.platform import Platform

_ODD = re.compile(r"[^\w.-]+")


def export_draft(platform: Platform, actor: Actor, draft_id: str, number: int | None = None) -> tuple[str, bytes]:
    """(file name, zip) of a draft as it is stored, or of one of its versions."""
    kept = draft(platform, actor, draft_id)
    files: Mapping[str, bytes] = kept.files if number is None else version(platform, actor, draft_id, number).files
    return _named(kept.name, f"-{number}" if number is not None else ""), platform.packs.zip(files)


def export_definition(platform: Platform, actor: Actor, definition_id: str) -> tuple[str, bytes]:
    """(file name, zip) of what is deployed."""
    require(actor, "definition.see")
    with platform.store.read() as uow:
        found = uow.definition(definition_id)
    return _named(found.title, f"-v{found.version}"), platform.packs.zip(found.files)


def unzipped(platform: Platform, actor: Actor, archive: bytes) -> dict[str, bytes]:
    """The model files of an archive, whatever else lies in it. Raises ``InvalidInput`` with every problem."""
    require(actor, "model.edit")
    files, problems = platform.packs.unzip(archive)
    if problems:
        raise InvalidInput("Nothing was imported from the archive.", problems=problems)
    wanted = {name: content for name, content in files.items() if language_of(name) != "other" or _belongs(name)}
    if not wanted:
        raise InvalidInput("The archive holds no diagram, decision or form.")
    return wanted


def _belongs(name: str) -> bool:
    return only_for_designing(name) or name.lower().endswith(".json")


def _named(title: str, ending: str) -> str:
    return f"{_ODD.sub('-', title).strip('-') or 'process'}{ending}.zip"
