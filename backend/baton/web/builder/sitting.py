"""One sitting at the builder: the form as it is at this moment, and everything that travels along in the page."""

import json
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from baton.domain.building import FormDocument
from baton.domain.errors import InvalidInput
from baton.domain.problems import Problem
from baton.usecases.forms.files import new_document
from baton.web.builder.past import Past, unpacked
from baton.web.wired import platform

FORM, JSON, PREVIEW = "form", "json", "preview"
VIEWS = (FORM, JSON, PREVIEW)
MOST_RENAMES = 20


@dataclass
class Sitting:
    """``typed`` is text that is not (yet) a form; ``panel`` is what the panel was left with where not all of it could be stored."""

    draft_id: str
    file: str
    document: FormDocument
    revision: int
    view: str = FORM
    chosen: str = ""
    past: Past = field(default_factory=Past)
    renames: tuple[tuple[str, str], ...] = ()
    typed: str | None = None
    panel: dict[str, Any] = field(default_factory=dict)
    clauses: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] | None = None
    stores: dict[str, Any] | None = None
    problems: list[Problem] = field(default_factory=list)
    trial: tuple[Problem, ...] = ()
    conflict: str = ""
    notice: str = ""

    @property
    def text(self) -> str:
        return platform().forms.building.text(self.document)

    def become(self, document: FormDocument) -> None:
        """The next state; the one before can be had back."""
        before = self.text
        self.document = document
        self.past = self.past.then(before, self.text)

    def step(self, *, forth: bool) -> None:
        """Undo or redo."""
        past, text = self.past.forth(self.text) if forth else self.past.back(self.text)
        try:
            self.document, self.past = platform().forms.building.parse(text), past
        except InvalidInput:
            self.past = Past()


def resumed(draft_id: str, file: str, form: MultiDict[str, str]) -> Sitting:
    """The sitting that a page sent back. The document was ours; should it be broken, that is said and nothing is stored."""
    sitting = Sitting(draft_id, file, new_document(""), _number(form.get("revision", "")))
    sitting.view = form.get("view", FORM) if form.get("view") in VIEWS else FORM
    sitting.chosen, sitting.past, sitting.renames = (
        form.get("chosen", ""),
        unpacked(form.get("past", "")),
        _renames(form.get("renames", "")),
    )
    try:
        sitting.document = platform().forms.building.parse(form.get("document", ""))
    except InvalidInput as refusal:
        sitting.typed, sitting.view = form.get("document", ""), JSON
        sitting.problems = list(refusal.problems)
    return sitting


def _renames(text: str) -> tuple[tuple[str, str], ...]:
    try:
        found = json.loads(text or "[]")
        pairs = [(old, new) for old, new in found if isinstance(old, str) and isinstance(new, str)]
    except (ValueError, TypeError):
        return ()
    return tuple(pairs[:MOST_RENAMES])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
