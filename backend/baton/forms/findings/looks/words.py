"""The words of ui schemas: which of them do something here, and why others do not."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from baton.forms.pages.widgets import WidgetRack

# As ``ui:name``, or inside of ``ui:options``.
SETTINGS = frozenset((
    "title", "description", "help", "placeholder", "widget", "readonly", "disabled", "enumNames", "enumDisabled", "enumOrder",
    "emptyValue", "autocomplete", "inputType", "label", "inline", "width", "messages", "totals", "dataClasses", "lookup", "fills",
    "addable", "removable", "orderable", "copyable", "expandable", "order",
))  # fmt: skip
# Only as ``ui:name``.
ALONE = frozenset(("options", "computed", "rules", "heading"))
AT_THE_TOP = frozenset(("steps", "review", "globalOptions"))
SWITCHES = frozenset((
    "readonly", "disabled", "label", "inline", "addable", "removable", "orderable", "copyable", "expandable",
))  # fmt: skip
# What react-jsonschema-form does with these is done anyway.
DONE_ANYWAY = frozenset(("enableMarkdownInDescription", "enableMarkdownInHelp"))
_REASONS = {
    "field": "components of another program cannot be shown, so the field looks as usual",
    "classNames": "all forms look alike", "style": "all forms look alike", "backgroundColor": "all forms look alike",
    "autofocus": "the page decides where people begin", "hideError": "what is wrong is always said beside its field",
    "submitButtonOptions": "the buttons of a form are the outcomes of its task",
    "yearsRange": "dates are entered in the browser's own way", "filePreview": "files are always shown with their name",
}  # fmt: skip


def known_words(rack: WidgetRack) -> frozenset[str]:
    """Every word that does something at any place."""
    return SETTINGS | ALONE | {name for widget in rack.widgets.values() for name in widget.options}


def why_idle(word: str, known: frozenset[str], at_the_top: bool) -> str:
    """Why ``word`` (without ``ui:``) does nothing; empty where it does something."""
    if word in known or word in DONE_ANYWAY:
        return ""
    if word in AT_THE_TOP:
        return "" if at_the_top else "it belongs to the form as a whole"
    near = get_close_matches(word, known | AT_THE_TOP, 1, 0.8)
    return _REASONS.get(word) or (f"it is not known; perhaps “{near[0]}” is meant" if near else "it is not known")


def settings_of(ui: Mapping[str, Any]) -> dict[str, Any]:
    """Everything said of one place by its word, wherever it is written."""
    inside = ui.get("ui:options")
    told = {str(word): value for word, value in inside.items()} if isinstance(inside, Mapping) else {}
    return told | {key[3:]: value for key, value in ui.items() if key.startswith("ui:") and key != "ui:options"}
