"""What the builder's page shows of one sitting."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup

from baton.domain.actors import Actor
from baton.domain.building import FieldKind, FieldLine, Panel
from baton.domain.errors import InvalidInput
from baton.domain.modelling import Draft
from baton.domain.problems import Problem
from baton.usecases.forms import contract, renaming
from baton.web.builder import conditions, panels
from baton.web.builder.acting import preview_form
from baton.web.builder.conditions import ConditionView
from baton.web.builder.past import packed
from baton.web.builder.sitting import FORM, PREVIEW, Sitting
from baton.web.naming import person_names
from baton.web.wired import platform
from baton.web.worklist.filling import Filling, filling


@dataclass(frozen=True)
class Field:
    """One property in words, for people who would rather read a list than a page."""

    line: FieldLine
    depth: int


@dataclass(frozen=True)
class PanelView:
    line: FieldLine
    sections: tuple[panels.SectionView, ...]
    conditions: tuple[ConditionView, ...]


@dataclass(frozen=True)
class Preview:
    """The form as at run time. ``stores``: what a submission would put into the instance, as JSON."""

    form: Filling
    stores: str
    accepted: bool


@dataclass(frozen=True)
class BuilderPage:
    draft_id: str
    draft_name: str
    file: str
    title: str
    sitting: Sitting
    past: str
    renames: str
    unsaved: bool
    saved_at: datetime
    saved_by: str
    kinds: tuple[FieldKind, ...]
    outline: tuple[Field, ...]
    canvas: Markup
    panel: PanelView | None
    preview: Preview | None
    warnings: tuple[Problem, ...]
    contract: contract.Contract
    address: str
    carries: tuple[renaming.Followed, ...]

    @property
    def text(self) -> str:
        """What the JSON view shows."""
        return self.sitting.typed if self.sitting.typed is not None else self.sitting.text


def page(actor: Actor, kept: Draft, sitting: Sitting) -> BuilderPage:
    """Everything at once: the parts that the view does not show are small."""
    building = platform().forms.building
    lines = building.lines(sitting.document)
    if sitting.chosen not in {line.path for line in lines}:
        sitting.chosen = ""
    names = person_names([kept.saved_by])
    title = str(sitting.document.schema.get("title") or sitting.file.split(".")[0])
    return BuilderPage(
        kept.id, kept.name, sitting.file, title, sitting, packed(sitting.past), json.dumps(sitting.renames), _unsaved(kept, sitting),
        kept.saved_at, names.get(kept.saved_by, kept.saved_by), building.kinds(),
        tuple(Field(line, line.path.count(".")) for line in lines),
        Markup(building.canvas(sitting.document, sitting.chosen)) if sitting.view == FORM else Markup(),  # noqa: S704 - the forms room escapes
        _panel(building.panel(sitting.document, sitting.chosen), sitting) if sitting.view == FORM else None,
        _preview(sitting) if sitting.view == PREVIEW else None, building.findings(sitting.document),
        contract.of(platform(), actor, kept, sitting.file, sitting.document), address(kept.id, sitting.file), _carries(actor, kept, sitting),
    )  # fmt: skip


def _carries(actor: Actor, kept: Draft, sitting: Sitting) -> tuple[renaming.Followed, ...]:
    """Only keys that are stored can be spoken of elsewhere, and only where somebody does it is worth a word."""
    found = renaming.planned(platform(), actor, kept, sitting.file, sitting.renames)
    return tuple(plan for plan in found if plan.mentions)


def address(draft_id: str, file: str) -> str:
    """Where the builder of a file is."""
    return f"/models/{draft_id}/forms/{file}"


def _unsaved(kept: Draft, sitting: Sitting) -> bool:
    try:
        return platform().forms.building.open(kept.files, sitting.file) != sitting.document or sitting.typed is not None
    except InvalidInput:
        return True


def _panel(panel: Panel | None, sitting: Sitting) -> PanelView | None:
    if panel is None:
        return None
    effects = [effect for effect in conditions.EFFECTS if panel.line.path and (effect == "show" or not panel.line.container)]
    shown = tuple(conditions.view(panel, effect, sitting.clauses) for effect in effects)
    return PanelView(panel.line, panels.shown(panel, sitting.panel, sitting.problems), shown)


def _preview(sitting: Sitting) -> Preview:
    form = preview_form(sitting)
    values: dict[str, Any] = sitting.answers if sitting.answers is not None else platform().forms.initial(form, {})
    refusal = InvalidInput("Some values are missing or wrong.", problems=sitting.trial) if sitting.trial else None
    stores = json.dumps(sitting.stores, indent=2, ensure_ascii=False) if sitting.stores is not None else ""
    return Preview(filling(form, values, "", refusal), stores, sitting.stores is not None)
