"""A submission rendered from nothing but what was kept of it: by templates that are never changed, only followed by newer ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template
from markupsafe import Markup

from baton.domain.working.attachments import read_address

LOOKS = {1: "submissions/shown-1.html"}
WORDS = {
    "en": {"required": "required", "read-only": "read only", "chosen": "chosen", "condition": "not asked for these answers",
           "form": "hidden by the form", "hidden": "Not shown", "nothing": "no answer", "outcome": "Chosen"},
    "de": {"required": "Pflichtfeld", "read-only": "nur gelesen", "chosen": "gewählt", "condition": "bei diesen Antworten nicht gefragt",
           "form": "vom Formular verborgen", "hidden": "Nicht gezeigt", "nothing": "keine Antwort", "outcome": "Gewählt"},
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One place of the form. ``level``: how deep it stands; ``title``: it holds others and has no answer of its own."""

    level: int
    label: str
    path: str
    text: str
    title: bool
    description: str
    help: str
    required: bool
    read_only: bool
    hidden: str
    options: tuple[tuple[str, bool], ...]


def rendered(told: Mapping[str, Any]) -> Markup:
    """The form as it was; empty where nothing was shown, or a newer Baton kept it."""
    shown = told.get("shown") or {}
    look = LOOKS.get(shown.get("version", 0))
    if look is None:
        return Markup()
    rows = list(_rows(shown.get("page") or {}, 0))
    language = told.get("language") or "en"
    view = {
        "rows": [row for row in rows if not row.hidden], "hidden": [row for row in rows if row.hidden],
        "words": WORDS.get(language, WORDS["en"]), "outcome": (told.get("outcome") or {}).get("label", ""),
    }  # fmt: skip
    return Markup(render_template(look, language=language, **view))  # noqa: S704 - the template escapes


def _rows(place: Mapping[str, Any], level: int) -> Iterator[Row]:
    children = place.get("children") or ()
    if place.get("label") or place.get("path"):
        found = read_address(str(place.get("text", "")))
        text = f"{found.name}, {found.size} B, SHA-256 {found.digest}" if found else str(place.get("text", ""))
        yield Row(
            level, str(place.get("label", "")), str(place.get("path", "")), text, bool(children), str(place.get("description", "")),
            str(place.get("help", "")), bool(place.get("required")), bool(place.get("read_only")), str(place.get("hidden", "")),
            tuple((str(one.get("label", "")), bool(one.get("chosen"))) for one in place.get("options") or ()),
        )  # fmt: skip
    for child in children:
        yield from _rows(child, level + 1)
