"""The panel beside the canvas: each section is a form of its own, rendered and read like any other."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from baton.domain.building import Panel, PanelSection
from baton.domain.forms import Form
from baton.domain.problems import Problem
from baton.web.wired import platform


@dataclass(frozen=True)
class SectionView:
    """``fields`` is safe HTML made by the forms room."""

    title: str
    fields: Markup
    open: bool


def shown(panel: Panel, typed: dict[str, Any], problems: list[Problem]) -> tuple[SectionView, ...]:
    """Every section, with what was typed where it could not be stored."""
    return tuple(_shown(section, index, typed, problems) for index, section in enumerate(panel.sections))


def decoded(panel: Panel, form: MultiDict[str, str]) -> dict[str, Any]:
    """Every property that the page showed; None where its control was empty."""
    posted = form.to_dict(flat=False)
    found: dict[str, Any] = {}
    for section in panel.sections:
        wrapped, key = _wrapped(section)
        values = platform().forms.decode(wrapped, posted, {}).values.get(key, {})
        names = [name for name in section.form.schema["properties"] if any(_is_about(field, f"{key}.{name}") for field in posted)]
        found |= {name: values.get(name) for name in names}
    return found


def _is_about(field: str, path: str) -> bool:
    return field in (f"f.{path}", f"~shown.{path}")


def _shown(section: PanelSection, index: int, typed: dict[str, Any], problems: list[Problem]) -> SectionView:
    wrapped, key = _wrapped(section)
    names = section.form.schema["properties"]
    kept = {name: value for name, value in typed.items() if name in names and value is not None}
    own = [Problem(one.rule, one.message, field=f"{key}.{one.field}", level=one.level) for one in problems if one.field in names]
    html = platform().forms.render(wrapped, {key: {**section.values, **kept}}, own)
    return SectionView(section.title, Markup(html), index == 0 or bool(own))  # noqa: S704 - the forms room escapes


def _wrapped(section: PanelSection) -> tuple[Form, str]:
    """Inside of a group, so that no control has the name of a field on the canvas."""
    key = f"panel_{section.title.lower()}"
    group = {**section.form.schema, "title": section.title}
    return Form(key, {"type": "object", "properties": {key: group}}, {key: section.form.ui}), key
