"""Fields as HTML: one template per widget, everything else is data that the templates escape."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from baton.forms.pages.fields import Field
from baton.forms.pages.names import seen_text
from baton.forms.pages.tree import Showing, TreeBuilder
from baton.forms.pages.widgets import WidgetRack
from baton.forms.schema.compiled import Compiled
from baton.forms.schema.shape import GROUP, ROWS


class Renderer:
    """Shows pages with the widgets of one folder. Designers' text never becomes template source."""

    def __init__(self, folder: Path) -> None:
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
        self._page = self._environment.get_template("page.html")

    def page(self, compiled: Compiled, values: Mapping[str, Any], showing: Showing) -> str:
        tree, elsewhere = TreeBuilder(compiled, self.rack, showing).build(values)
        reveals = not showing.read_only and (compiled.reveals or _adds_up(tree))
        edits = not showing.read_only and (reveals or _has_buttons(tree))
        return self._page.render(
            tree=tree, elsewhere=elsewhere, edits=edits, reveals=reveals, seen=seen_text(showing.wording.seen)
        )

    def _show(self, field: Field, show: Callable[[Field], Markup] | None = None) -> Markup:
        """``show`` is what the widget shows the fields inside of it with."""
        template = self._environment.get_template(f"{field.widget.name}/widget.html")
        return Markup(template.render(field=field, show=show or self._show))  # noqa: S704


def _adds_up(field: Field) -> bool:
    """Whether the page shows totals, which change with what is typed."""
    return bool(field.kind == ROWS and field.shape.option("totals")) or any(map(_adds_up, field.children))


def _has_buttons(field: Field) -> bool:
    here = field.can_add or field.can_remove
    return here or any(_has_buttons(child) for child in field.children if child.kind in (GROUP, ROWS) or child.can_remove)
