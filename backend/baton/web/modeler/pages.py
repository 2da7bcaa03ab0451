"""What the pages of process models show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from baton.domain.actors import Actor
from baton.domain.definitions import ProcessDefinition
from baton.domain.modelling import Draft
from baton.domain.policy import can
from baton.domain.ports.queries import DefinitionRow, PageRequest
from baton.usecases import modelling, reviews
from baton.usecases.drafts import versions
from baton.usecases.forms.files import is_form
from baton.web.instances.standing import Diagram, diagram
from baton.web.modeler.live import LiveView, live_of, live_view
from baton.web.naming import person_names
from baton.web.wired import platform
from baton.web.words import colour

DRAWINGS = (".bpmn", ".bpmn20.xml", ".bpmn2")


@dataclass(frozen=True)
class DraftRow:
    id: str
    name: str
    revision: int
    saved_at: datetime
    saved_by: str
    live: LiveView


@dataclass(frozen=True)
class DefinitionLine:
    row: DefinitionRow
    colour: int
    deployed_by: str


@dataclass(frozen=True)
class Models:
    """Drafts and what is deployed of them."""

    drafts: tuple[DraftRow, ...]
    definitions: tuple[DefinitionLine, ...]
    next: str | None
    removed: int = 0


@dataclass(frozen=True)
class FileLine:
    """One file of a draft or a definition. ``editable``: the modeler can draw it."""

    name: str
    size: int
    editable: bool
    current: bool = False

    @property
    def form(self) -> bool:
        return is_form(self.name)


@dataclass(frozen=True)
class DraftPage:
    id: str
    name: str
    revision: int
    file: str
    files: tuple[FileLine, ...]
    saved_at: datetime
    saved_by: str
    deploys: bool
    live: LiveView
    waits_for_approval: bool


@dataclass(frozen=True)
class DefinitionPage:
    id: str
    key: str
    title: str
    version: int
    deployed_at: datetime
    deployed_by: str
    pack: str | None
    digest: str
    startable: bool
    diagram: Diagram
    files: tuple[FileLine, ...]
    versions: tuple[DefinitionRow, ...]


def models(actor: Actor, after: str | None) -> Models:
    """The overview, as far as the actor may edit."""
    drafts = modelling.drafts(platform(), actor) if not after else []
    page = platform().queries.definitions(PageRequest(50, after), latest_only=True)
    live = platform().queries.live_drafts() if drafts else {}
    names = person_names([*(draft.saved_by for draft in drafts), *(row.deployed_by for row in page.items)])
    return Models(
        tuple(
            DraftRow(d.id, d.name, d.revision, d.saved_at, names.get(d.saved_by, d.saved_by), live_view(live.get(d.id)))
            for d in drafts
        ),
        tuple(DefinitionLine(row, colour(row.key), names.get(row.deployed_by, row.deployed_by)) for row in page.items),
        page.next,
        len(versions.bin(platform(), actor)),
    )


def draft_page(actor: Actor, draft: Draft, wanted: str | None) -> DraftPage:
    """The modeler's page for one file of the draft."""
    file = drawing_of(draft, wanted)
    names = person_names([draft.saved_by])
    return DraftPage(
        draft.id, draft.name, draft.revision, file, _files(draft.files, file), draft.saved_at,
        names.get(draft.saved_by, draft.saved_by), can(actor, "model.deploy"), live_of(draft.id),
        reviews.waits_for_approval(platform(), actor, draft.id),
    )  # fmt: skip


def drawing_of(draft: Draft, wanted: str | None) -> str:
    """The diagram to draw: the one asked for, else the first."""
    drawings = sorted(name for name in draft.files if is_drawing(name))
    return wanted if wanted in drawings else next(iter(drawings), "")


def is_drawing(name: str) -> bool:
    return name.lower().endswith(DRAWINGS)


def definition_page(definition: ProcessDefinition) -> DefinitionPage:
    rows = platform().queries.definitions(PageRequest(200)).items
    versions = tuple(row for row in rows if row.key == definition.key)
    names = person_names([definition.deployed_by])
    return DefinitionPage(
        definition.id, definition.key, definition.title, definition.version, definition.deployed_at,
        names.get(definition.deployed_by, definition.deployed_by), definition.pack, definition.digest,
        any(start.kind == "none" for start in definition.outline.starts), diagram((), definition),
        _files(definition.files, definition.outline.file), versions,
    )  # fmt: skip


def _files(files: Mapping[str, bytes], current: str) -> tuple[FileLine, ...]:
    return tuple(FileLine(name, len(files[name]), is_drawing(name), name == current) for name in sorted(files))
