"""Fields as HTML: one template per widget, everything else is data that the templates escape."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from baton.domain.ports.working.sources import Sources
from baton.forms.pages.fields import Field
from baton.forms.pages.names import seen_text
from baton.forms.pages.tree import Showing, TreeBuilder
from baton.forms.pages.widgets import WidgetRack
from baton.forms.schema.compiled import Compiled
from baton.forms.schema.shape import GROUP, ROWS
from baton.forms.speaking.wording import Wording

_MOST_FOUND = 20


class Renderer:
    """Shows pages with the widgets of one folder. Designers' text never becomes template source."""

    def __init__(self, folder: Path, rich: Callable[[str], Markup] | None = None, sources: Sources | None = None) -> None:
        self.rack = WidgetRack(folder)
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.globals["show"] = self._show
        self._environment.globals.update(
            has_lists=sources is not None,
            find=lambda name, text: sources.find(name, text, _MOST_FOUND) if sources and text else (),
            look=lambda name, key: sources.row(name, key) if sources else None,
        )
        self._environment.filters["rich"] = rich or str
        self._page = self._environment.get_template("page.html")
        self._found = self._environment.get_template("typeahead/found.html")
        self._sources = sources
        self._window = self._environment.get_template("window.html")

    def found(self, name: str, text: str, wording: Wording) -> str:
        """The options of a lookup list for ``text``. One more than is shown is asked for, to know whether there are more."""
        rows = self._sources.find(name, text, _MOST_FOUND + 1) if self._sources is not None and name and text else ()
        return self._found.render(rows=rows[:_MOST_FOUND], more=len(rows) > _MOST_FOUND, say=wording.say)

    def page(self, compiled: Compiled, values: Mapping[str, Any], showing: Showing) -> str:
        tree, elsewhere = TreeBuilder(compiled, self.rack, showing).build(values)
        reveals = not showing.read_only and (compiled.reveals or _adds_up(tree))
        edits = not showing.read_only and (reveals or bool(showing.steps) or _has_buttons(tree))
        return self._page.render(
            tree=tree, elsewhere=elsewhere, edits=edits, reveals=reveals, seen=seen_text(showing.wording.seen),
            steps=_staged(tree, showing), at=showing.spot.step or 0, review=showing.review,
        )  # fmt: skip

    def _show(self, field: Field, show: Callable[[Field], Markup] | None = None) -> Markup:
        """``show`` is what the widget shows the fields inside of it with."""
        template = self._environment.get_template(f"{field.widget.name}/widget.html")
        html = Markup(template.render(field=field, show=show or self._show))  # noqa: S704
        return html if field.window is None else html + Markup(self._window.render(field=field))  # noqa: S704


@dataclass(frozen=True)
class Stage:
    """One step on the page: its part of the tree, or none for the review."""

    title: str
    tree: Field | None
    is_wrong: bool = False


def _staged(tree: Field, showing: Showing) -> tuple[Stage, ...]:
    """The fields of the page step by step; all of them stand on the page, so that none is lost on the way."""
    found, last = [], max((place for place, step in enumerate(showing.steps) if not step.is_review), default=0)
    for place, step in enumerate(showing.steps):
        if step.is_review:
            found.append(Stage(step.title, None))
            continue
        fields = [child for child in tree.children if child.shape.node.key in step.fields]
        part = replace(tree, children=fields, can_add=tree.can_add and place == last, errors=tree.errors if place == 0 else ())
        part.label, part.description = step.title, part.description if place == 0 else ""
        found.append(Stage(step.title, part, any(map(_is_wrong, fields))))
    return tuple(found)


def _is_wrong(field: Field) -> bool:
    return bool(field.errors) or any(map(_is_wrong, field.children))


def _adds_up(field: Field) -> bool:
    """Whether the page shows totals, which change with what is typed."""
    return bool(field.kind == ROWS and field.shape.option("totals")) or any(map(_adds_up, field.children))


def _has_buttons(field: Field) -> bool:
    here = field.can_add or field.can_remove or field.window is not None
    return here or any(_has_buttons(child) for child in field.children if child.kind in (GROUP, ROWS) or child.can_remove)
