"""What a press of a button means: first what was typed is taken over, then the button's own edit is done."""

from typing import Any

from werkzeug.datastructures import MultiDict

from baton.domain.building import (
    AddField,
    CopyField,
    FormEdit,
    MoveField,
    RemoveField,
    RenameField,
    SetCondition,
    SetProperties,
    ShiftField,
)
from baton.domain.errors import InvalidInput
from baton.domain.forms import Form
from baton.domain.problems import errors
from baton.web.builder import conditions
from baton.web.builder.panels import decoded
from baton.web.builder.sitting import FORM, JSON, VIEWS, Sitting
from baton.web.wired import platform

_SIMPLE: dict[str, Any] = {
    "up": lambda path: ShiftField(path, -1), "down": lambda path: ShiftField(path, 1), "copy": CopyField, "remove": RemoveField,
}  # fmt: skip


def act(sitting: Sitting, do: str, form: MultiDict[str, str], stored: frozenset[str]) -> None:
    """Change the sitting as the button ``do`` says. Keys of fields that are not ``stored`` yet follow their labels."""
    verb, _, about = do.partition(":")
    if verb in ("undo", "redo"):
        sitting.step(forth=verb == "redo")
        return
    if verb == "discard":
        sitting.view = FORM
        return
    if sitting.view == JSON and "text" in form:
        _take_text(sitting, form["text"])
    elif sitting.view == FORM and "panel" in form:
        _take_panel(sitting, form, form["panel"] not in stored)
    if verb == "label":
        _edited(sitting, SetProperties(about, {"title": form.get("label", "").strip() or None}, key_follows=about not in stored))
    else:
        _do(sitting, verb, about, form)


def _do(sitting: Sitting, verb: str, about: str, form: MultiDict[str, str]) -> None:
    if verb == "view" and about in VIEWS:
        sitting.view = sitting.view if sitting.typed is not None else about
    elif verb == "choose":
        known = {"", *(line.path for line in platform().forms.building.lines(sitting.document))}
        if not sitting.problems and about in known:
            sitting.chosen = about
    elif verb == "unclause":
        effect, _, number = about.partition(":")
        _set_condition(
            sitting, effect, conditions.without(conditions.posted(form, effect), int(number) if number.isdigit() else -1)
        )
    elif edit := _edit(sitting, verb, about, form):
        _edited(sitting, edit)


def _edit(sitting: Sitting, verb: str, about: str, form: MultiDict[str, str]) -> FormEdit | None:
    if verb in _SIMPLE:
        found: FormEdit = _SIMPLE[verb](about)
        return found
    into, at = form.get("drag-into"), form.get("drag-at", "")
    index = int(at) if at.isascii() and at.isdigit() and len(at) < 5 else None
    if verb == "add":
        return AddField(about, into or "", index) if into is not None else _behind(sitting, about)
    if verb == "move" and into is not None:
        return MoveField(about, into, index or 0)
    return None


def _behind(sitting: Sitting, kind: str) -> AddField:
    """Where nobody says a place: into the chosen section, else behind the chosen field."""
    lines = platform().forms.building.lines(sitting.document)
    chosen = next((line for line in lines if line.path == sitting.chosen), None)
    if chosen is None:
        return AddField(kind)
    if chosen.container:
        return AddField(kind, chosen.path)
    parent = chosen.path.rpartition(".")[0]
    beside = [line.path for line in lines if line.path.rpartition(".")[0] == parent]
    return AddField(kind, parent, beside.index(chosen.path) + 1)


def _edited(sitting: Sitting, edit: FormEdit) -> None:
    done = platform().forms.building.edit(sitting.document, edit)
    sitting.become(done.document)
    sitting.chosen = done.path
    sitting.problems += done.problems
    if isinstance(edit, (RenameField, SetProperties)) and edit.path != done.path and "." not in done.path:
        _remember(sitting, edit.path, done.path)


def _remember(sitting: Sitting, old: str, new: str) -> None:
    """A key that others may use has changed; ``a`` to ``b`` to ``c`` is ``a`` to ``c``."""
    chain = next((pair for pair in sitting.renames if pair[1] == old), None)
    kept = tuple(pair for pair in sitting.renames if pair != chain)
    first = chain[0] if chain else old
    sitting.renames = kept if first == new else (*kept, (first, new))


def _take_text(sitting: Sitting, text: str) -> None:
    """Text that is no form stays as it was typed, and the last good form stays behind it."""
    text = text.replace("\r\n", "\n")
    try:
        document = platform().forms.building.parse(text)
        if text.strip() != sitting.text.strip():
            refuse_unusable(sitting.file, text)
    except InvalidInput as refusal:
        sitting.typed, sitting.view = text, JSON
        sitting.problems += refusal.problems
        return
    sitting.become(document)


def refuse_unusable(file: str, text: str) -> None:
    """Raise ``InvalidInput`` for a form that no page could show."""
    found = errors(platform().forms.check(file if file.endswith(".form.json") else "x.form.json", text.encode()))
    serious = tuple(problem for problem in found if problem.rule != "form.unknown-key")
    if serious:
        raise InvalidInput("This form cannot be used yet.", problems=serious)


def _take_panel(sitting: Sitting, form: MultiDict[str, str], fresh: bool) -> None:
    """Properties, conditions and key of the field that the panel was about."""
    path = form["panel"]
    panel = platform().forms.building.panel(sitting.document, path)
    if panel is None:
        return
    values = decoded(panel, form)
    sitting.chosen = path
    _edited(sitting, SetProperties(path, values, key_follows=fresh))
    if sitting.problems:
        sitting.panel = values
    key = str(values.get("key") or "")
    if path and sitting.chosen == path and "key" in values and key != panel.line.key:
        _edited(sitting, RenameField(path, key))
        sitting.panel = values if sitting.problems else {}
    for effect in conditions.EFFECTS:
        stored = panel.shown_when if effect == "show" else panel.required_when
        if f"{effect}.match" in form and not (stored and stored.foreign):
            _set_condition(sitting, effect, conditions.completed(conditions.posted(form, effect), panel.operands))


def _set_condition(sitting: Sitting, effect: str, condition: Any) -> None:
    done = platform().forms.building.edit(sitting.document, SetCondition(sitting.chosen, effect, condition))
    sitting.become(done.document)
    if done.problems:
        sitting.clauses[effect] = (condition, done.problems[0].message)
    else:
        sitting.clauses.pop(effect, None)


def preview_form(sitting: Sitting) -> Form:
    """The form as the run time would load it."""
    form = Form(sitting.file, sitting.document.schema, sitting.document.ui)
    return platform().forms.bind(form, {})
