"""What a field of a form takes: the kinds of files that its ui schema names."""

from collections.abc import Mapping
from typing import Any

from baton.domain.forms import Form


def accepts(form: Form, path: str) -> tuple[str, ...]:
    """The kinds that the field at this path takes, as in ``.pdf``, ``image/*``; empty: any."""
    ui: Any = form.ui
    for key in path.split("."):
        ui = _below(ui, "items" if key.isdecimal() and "items" in ui else key)
    return _named(ui) or _named(_below(ui, "items"))


def _below(ui: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    below = ui.get(key)
    return below if isinstance(below, Mapping) else {}


def _named(ui: Mapping[str, Any]) -> tuple[str, ...]:
    options = ui.get("ui:options")
    named = (options.get("accept") if isinstance(options, Mapping) else None) or ui.get("ui:accept") or ""
    listed = named if isinstance(named, list) else str(named).split(",")
    return tuple(str(one).strip() for one in listed if str(one).strip())
