"""A form on a page: what was posted, what it means, and how it is shown again with everything that was typed."""

import base64
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import Request
from markupsafe import Markup

from baton.domain.definitions import Outcome
from baton.domain.errors import InvalidInput
from baton.domain.forms import Form
from baton.domain.problems import Problem
from baton.web.wired import platform
from baton.web.words import label

_UNSAFE = re.compile(r"[^A-Za-z0-9.]")
_PLAIN_TYPE = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")


@dataclass(frozen=True)
class Finding:
    """A problem with where its field is on the page."""

    title: str
    anchor: str
    message: str
    field: str
    rule: str = ""


@dataclass(frozen=True)
class Filling:
    """A form ready for the page. ``fields`` is safe HTML made by the forms room."""

    action: str
    fields: Markup
    outcomes: tuple[Outcome, ...]
    read_only: bool = False
    summary: str = ""
    findings: tuple[Finding, ...] = ()
    has_fields: bool = True
    has_files: bool = False


def posted(request: Request) -> dict[str, list[str]]:
    """The posted fields; files become data addresses, as the form's values keep them."""
    fields = request.form.to_dict(flat=False)
    for name, files in request.files.lists():
        texts = [_data_address(file.filename or "", file.mimetype, file.read()) for file in files if file.filename]
        if texts:
            fields[name] = texts
    return fields


def filling(
    form: Form, values: Mapping[str, Any], action: str, refusal: InvalidInput | None = None,
    *, outcomes: tuple[Outcome, ...] = (), read_only: bool = False,
) -> Filling:  # fmt: skip
    """The form with these values, and with what was wrong with them."""
    problems = refusal.problems if refusal else ()
    fields = Markup(platform().forms.render(form, values, problems, read_only=read_only))  # noqa: S704 - the forms room escapes
    return Filling(
        action, fields, outcomes, read_only, str(refusal) if refusal else "", _findings(form, problems),
        bool(form.schema.get("properties")), 'type="file"' in fields,
    )  # fmt: skip


def anchor(field: str) -> str:
    """The id that the forms room gives to the control of a field."""
    safe = _UNSAFE.sub(lambda found: f"_{ord(found[0]):x}_", field).replace(".", "-")
    return f"field-{safe}" if safe else "field"


def _findings(form: Form, problems: Iterable[Problem]) -> tuple[Finding, ...]:
    return tuple(
        Finding(title_of(form, problem.field), anchor(problem.field), problem.message, problem.field)
        if problem.field and problem.field != "outcome"
        else Finding("", "", problem.message, "", problem.rule)
        for problem in problems
    )


def title_of(form: Form, field: str) -> str:
    """The label of a top-level field, else the last part of its path."""
    first, *rest = field.split(".")
    schema = form.schema.get("properties", {}).get(first, {})
    ui = form.ui.get(first, {}) if isinstance(form.ui.get(first), Mapping) else {}
    title = ui.get("ui:title") or (schema.get("title") if isinstance(schema, Mapping) else None) or label(first)
    return " · ".join([str(title), *(str(int(part) + 1) if part.isdigit() else label(part) for part in rest)])


def _data_address(name: str, mimetype: str, content: bytes) -> str:
    kind = mimetype if _PLAIN_TYPE.fullmatch(mimetype or "") else "application/octet-stream"
    return f"data:{kind};name={quote(name)};base64,{base64.b64encode(content).decode()}"
