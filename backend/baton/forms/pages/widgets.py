"""Widgets: one folder each with ``widget.toml`` and ``widget.html``, found by looking."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from baton.forms.schema.compiled import MISSING
from baton.forms.schema.shape import FLAG, ROWS, Shape

# Browsers take the ends of lines out of the one, and blanks from around the other.
_ONE_LINE = ("text", "email", "link", "password", "color", "typeahead", "date", "time", "moment")
_TRIMMED = ("email", "link")


@dataclass(frozen=True)
class Widget:
    """How one kind of value is shown. ``kinds`` are the shapes it can show; ``default_for`` names the shapes
    (``number``, ``text:email``) it shows when the form asks for nothing else; ``aliases`` are further names a form may use.
    In the palette it stands as ``icon`` and ``words``; a new field begins with ``new_schema`` and ``new_ui``."""

    name: str
    title: str
    description: str
    kinds: tuple[str, ...]
    folder: Path
    default_for: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    icon: str = "puzzle"
    place: int = 99
    new_schema: Mapping[str, Any] = field(default_factory=dict)
    new_ui: Mapping[str, Any] = field(default_factory=dict)

    @property
    def script(self) -> Path | None:
        path = self.folder / "widget.js"
        return path if path.is_file() else None


class WidgetRack:
    """Every widget of a folder, by name and by what it is the first choice for."""

    def __init__(self, folder: Path) -> None:
        self.widgets = {found.name: found for found in map(_read, sorted(folder.glob("*/widget.toml")))}
        self._named = {alias: found for found in self.widgets.values() for alias in found.aliases} | self.widgets
        self._first = {shape: found for found in self.widgets.values() for shape in found.default_for}

    def knows(self, name: str) -> bool:
        return self._asked(name) is not None or name == "hidden"

    def kinds_of(self, name: str) -> tuple[str, ...]:
        """The kinds of place that a widget can show."""
        found = self._asked(name)
        return found.kinds if found else ()

    def for_value(self, shape: Shape, value: Any) -> Widget:
        """The widget for the shape, or one that does not lose a value which that one cannot show."""
        usual = self.for_shape(shape)
        if shape.kind == FLAG and value is not MISSING and value is not None and not isinstance(value, bool):
            return self.widgets.get("select", usual)
        if usual.name in _ONE_LINE and isinstance(value, str) and ("\n" in value or "\r" in value):
            return self.widgets.get("textarea", usual)
        if usual.name in _TRIMMED and isinstance(value, str) and value != value.strip():
            return self.widgets.get("text", usual)
        return usual

    def _asked(self, name: str) -> Widget | None:
        """A widget by its name here, or by the name of its class elsewhere (``TextareaWidget``)."""
        return self._named.get(name) or self._named.get(name.removesuffix("Widget").lower())

    def for_shape(self, shape: Shape) -> Widget:
        """The widget that the form asks for where it suits the shape, else the usual one for the shape."""
        wanted = self._asked(str(shape.option("widget")))
        if wanted is not None and shape.kind in wanted.kinds:
            return wanted
        if shape.kind == FLAG and shape.nullable and "select" in self.widgets:
            return self.widgets["select"]  # yes, no, and neither
        by_format = self._first.get(f"{shape.kind}:{_format(shape)}")
        return by_format or self._first[shape.kind]


def _format(shape: Shape) -> object:
    """The format of the value; of a list, that of what is in it."""
    about = shape.schema.get("items") if shape.kind == ROWS else shape.schema
    return about.get("format") if isinstance(about, Mapping) else None


def _read(path: Path) -> Widget:
    told: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    palette = told.get("palette", {})
    return Widget(
        name=path.parent.name,
        title=told["title"],
        description=told["description"],
        kinds=tuple(told["kinds"]),
        folder=path.parent,
        default_for=tuple(told.get("default_for", ())),
        aliases=tuple(told.get("aliases", ())),
        options=told.get("options", {}),
        words=palette.get("words", told["title"]),
        icon=palette.get("icon", "puzzle"),
        place=palette.get("place", 99),
        new_schema=palette.get("schema", {}),
        new_ui=palette.get("ui", {}),
    )
