"""The builder's desk: documents in, documents out, and everything that its page shows of one."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from threading import local
from typing import Any

from baton.domain.building import (
    AddField,
    CopyField,
    Edited,
    FieldKind,
    FieldLine,
    FormDocument,
    FormEdit,
    MoveField,
    Panel,
    RemoveField,
    RenameField,
    SetCondition,
    SetProperties,
    ShiftField,
)
from baton.domain.forms import Form
from baton.domain.problems import Problem
from baton.forms.building import accessibility, changes, importing, samples, setting, texts
from baton.forms.building.canvas import CanvasRenderer
from baton.forms.building.flat import Flat
from baton.forms.building.keys import key_from
from baton.forms.building.panels.panel import panel, set_properties
from baton.forms.building.places import NoSuchField, Working
from baton.forms.documents import read
from baton.forms.pages.widgets import Widget

_IN_FRONT = 17


class BuildersDesk:
    """Satisfies the ``FormBuilding`` port with the widgets of one folder."""

    def __init__(self, widgets_dir: Path) -> None:
        self._renderer = CanvasRenderer(widgets_dir)
        self._rack = self._renderer.rack
        self._last = local()
        self._library = widgets_dir.parent / "library"

    def open(self, files: Mapping[str, bytes], name: str) -> FormDocument:
        return texts.opened(files, name)

    def files(self, document: FormDocument, name: str) -> dict[str, bytes]:
        return texts.stored(document, name)

    def parse(self, text: str) -> FormDocument:
        return texts.read(text)

    def text(self, document: FormDocument) -> str:
        return texts.write(document)

    def kinds(self) -> tuple[FieldKind, ...]:
        return tuple(_kind(widget) for widget in sorted(self._rack.widgets.values(), key=lambda one: (one.place, one.name)))

    def edit(self, document: FormDocument, edit: FormEdit) -> Edited:
        try:
            return self._edited(document, edit)
        except NoSuchField:
            path = getattr(edit, "path", getattr(edit, "parent", ""))
            return Edited(document, "", (Problem("form.no-field", f"The form has no field “{path}” any more."),))

    def follow(self, document: FormDocument, old: str, new: str) -> Edited:
        known = old in Working(document).order(Working(document).root())
        done = changes.rename(document, RenameField(old, new)) if known else Edited(document)
        return done if done.problems else changes.choices_from(done.document, old, new)

    def lines(self, document: FormDocument) -> tuple[FieldLine, ...]:
        return tuple(self._flat(document).lines.values())

    def canvas(self, document: FormDocument, chosen: str) -> str:
        return self._renderer.canvas(self._flat(document), chosen)

    def panel(self, document: FormDocument, path: str) -> Panel | None:
        return panel(self._flat(document), self._rack, path)

    def findings(self, document: FormDocument) -> tuple[Problem, ...]:
        return tuple(accessibility.findings(self._flat(document)))

    def sample(self, document: FormDocument, today: date) -> dict[str, Any]:
        return samples.sample(self._flat(document), Form("sample", document.schema, document.ui), today)

    def from_schema(self, text: str) -> FormDocument:
        return importing.from_schema(text)

    def from_table(self, text: str) -> FormDocument:
        return importing.from_table(text)

    def library(self) -> dict[str, str]:
        return {path.name: path.read_text("utf-8") for path in sorted(self._library.glob("*.form.json"))}

    def _flat(self, document: FormDocument) -> Flat:
        """One page asks for the same document many times over."""
        last: tuple[FormDocument, Flat] | None = getattr(self._last, "made", None)
        if last is None or last[0] is not document:
            last = self._last.made = (document, Flat(document, self._rack))
        return last[1]

    def _edited(self, document: FormDocument, edit: FormEdit) -> Edited:
        if isinstance(edit, AddField):
            widget = self._rack.widgets.get(edit.kind)
            refusal = Problem("form.kind", f"There is no kind of field “{edit.kind}”.")
            return changes.add(document, edit, widget) if widget else Edited(document, edit.parent, (refusal,))
        if isinstance(edit, MoveField):
            return changes.move(document, edit)
        if isinstance(edit, ShiftField):
            return changes.shift(document, edit)
        if isinstance(edit, CopyField):
            return changes.duplicate(document, edit)
        if isinstance(edit, RemoveField):
            return changes.remove(document, edit)
        if isinstance(edit, RenameField):
            return changes.rename(document, edit)
        if isinstance(edit, SetCondition):
            return setting.set_condition(self._flat(document), document, edit)
        return self._set(document, edit)

    def _set(self, document: FormDocument, edit: SetProperties) -> Edited:
        """The key of a new field follows its label until somebody chooses another one."""
        before = Working(document).spot(edit.path)
        done = set_properties(document, edit, self._rack)
        title = edit.values.get("title")
        if not edit.key_follows or before.group is None or not isinstance(title, str) or title == before.told.get("title"):
            return done
        others = [key for key in Working(document).order(before.group) if key != before.key]
        if before.key != key_from(str(before.told.get("title") or ""), others):
            return done
        renamed = changes.rename(done.document, RenameField(edit.path, key_from(title, others)))
        return Edited(renamed.document, renamed.path, done.problems)


def _kind(widget: Widget) -> FieldKind:
    name = "example.form.json"
    path = widget.folder / name
    example = read({name: path.read_bytes()}, name) if path.is_file() else Form("", {"type": "object", "properties": {}})
    return FieldKind(
        widget.name, widget.words, widget.description, widget.icon, widget.place <= _IN_FRONT, widget.options,
        widget.script is not None, example,
    )  # fmt: skip
