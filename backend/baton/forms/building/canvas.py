"""The canvas: the run-time renderer with the builder's handles around every field that can be edited."""

from pathlib import Path

from markupsafe import Markup

from baton.forms.building.flat import Flat
from baton.forms.pages.fields import Field
from baton.forms.pages.render import Renderer


class CanvasRenderer(Renderer):
    """One for every page: it holds which fields can be edited, and which one is chosen."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._frame = self._environment.get_template("canvas.html")

    def canvas(self, flat: Flat, chosen: str) -> str:
        """The fields of the form, without a form element around them."""

        def framed(field: Field) -> Markup:
            html = self._show(field, framed)
            line = flat.lines.get(field.path)
            if line is None:
                return html
            return Markup(self._frame.render(field=field, line=line, html=html, chosen=field.path == chosen))  # noqa: S704

        tree = next(field for path, field in flat.fields.items() if not path)
        return self._page.render(tree=tree, elsewhere=[], edits=False, reveals=False, show=framed)
