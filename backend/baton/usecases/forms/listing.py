"""Every form that there is: of drafts, of deployed versions, of the library, each with where it is used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from baton.domain.actors import Actor
from baton.domain.errors import InvalidInput
from baton.domain.modelling import Draft
from baton.domain.ports.queries import PageRequest
from baton.usecases import modelling
from baton.usecases.forms.files import is_form
from baton.usecases.platform import Platform

_MOST_DEFINITIONS = 200
MOST_DRAFTS = 100


@dataclass(frozen=True)
class FormRow:
    """One form. ``uses`` are names of the elements that show it; ``owner`` is the draft or the process."""

    name: str
    title: str
    owner: str
    address: str
    uses: tuple[str, ...] = ()
    fields: int = 0
    saved_at: datetime | None = None
    readable: bool = True


@dataclass(frozen=True)
class AllForms:
    drafts: tuple[FormRow, ...]
    deployed: tuple[FormRow, ...]
    library: tuple[FormRow, ...]
    models: tuple[tuple[str, str], ...]


def every(platform: Platform, actor: Actor) -> AllForms:
    """Drafts first: they are what can be changed."""
    drafts = with_files(platform, actor)
    return AllForms(
        tuple(row for draft in drafts for row in _of_draft(platform, draft)), tuple(_deployed(platform)), tuple(_library(platform)),
        tuple((draft.id, draft.name) for draft in drafts),
    )  # fmt: skip


def with_files(platform: Platform, actor: Actor) -> list[Draft]:
    """The drafts that may hold forms, newest first of too many."""
    named = sorted(modelling.drafts(platform, actor), key=lambda one: one.saved_at, reverse=True)[:MOST_DRAFTS]
    return [modelling.draft(platform, actor, one.id) for one in sorted(named, key=lambda one: one.name.casefold())]


def _of_draft(platform: Platform, draft: Draft) -> list[FormRow]:
    return [
        _row(platform, draft.files, name, draft.name, f"/models/{draft.id}/forms/{name}", draft.saved_at)
        for name in sorted(draft.files)
        if is_form(name)
    ]


def _deployed(platform: Platform) -> list[FormRow]:
    """Of the newest versions only; a form of several processes of one deployment stands there once."""
    found: dict[tuple[str, str], FormRow] = {}
    for line in platform.queries.definitions(PageRequest(_MOST_DEFINITIONS), latest_only=True).items:
        with platform.store.read() as uow:
            definition = uow.definition(line.id)
        for name in sorted(filter(is_form, definition.files)):
            row = _row(
                platform,
                definition.files,
                name,
                f"{definition.title} v{definition.version}",
                f"/definitions/{definition.id}",
                definition.deployed_at,
            )
            found.setdefault((name, definition.digest), row)
    return list(found.values())


def _library(platform: Platform) -> list[FormRow]:
    shared = {name: text.encode() for name, text in platform.forms.building.library().items()}
    return [_row(platform, shared, name, "Shared", "", None) for name in shared]


def _row(
    platform: Platform, files: Mapping[str, bytes], name: str, owner: str, address: str, saved_at: datetime | None
) -> FormRow:
    uses = tuple(use[2] for use in platform.rewriting.users_of(files, name))
    try:
        document = platform.forms.building.open(files, name)
    except InvalidInput:
        return FormRow(name, name, owner, address, uses, 0, saved_at, False)
    title = str(document.schema.get("title") or name.split(".")[0])
    properties = document.schema.get("properties")
    return FormRow(name, title, owner, address, uses, len(properties) if isinstance(properties, dict) else 0, saved_at)
