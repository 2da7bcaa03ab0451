"""Everything wrong with a form file, for deployment. Whatever the bytes are, the answer is a list of problems."""

from collections.abc import Iterator, Mapping
from typing import Any

from baton.domain.ports.sandbox import Sandbox
from baton.domain.problems import WARNING, Problem
from baton.forms.computing import problems_in_expressions
from baton.forms.documents import KEYS, SUFFIX, Unreadable, is_ui_name, parsed
from baton.forms.findings.limits import LARGEST_FILE, nesting
from baton.forms.findings.schemas import problems_in_schema
from baton.forms.jsonforms.layouts import is_layout, translated
from baton.forms.pages.widgets import WidgetRack
from baton.forms.stepping import problems_in_steps

DEEPEST_TEXT = 64


def problems_in_file(name: str, content: bytes, rack: WidgetRack, sandbox: Sandbox | None = None) -> tuple[Problem, ...]:
    if len(content) > LARGEST_FILE:
        return (Problem("form.too-large", f"A form file may have {LARGEST_FILE // 1024} KB at most.", file=name),)
    try:
        document = parsed(content)
    except Unreadable as error:
        return (Problem("form.json", f"The file {error}.", file=name),)
    if not isinstance(document, Mapping):
        return (Problem("form.json", "A form file is a JSON object.", file=name),)
    if nesting(document) > DEEPEST_TEXT:
        return (Problem("form.too-deep", f"The file is nested more than {DEEPEST_TEXT} levels deep.", file=name),)
    if name.endswith(SUFFIX):
        found = tuple(_form(document, name, rack))
        ui = document.get("ui")
    else:
        ui = document if is_ui_name(name) else {}
        found = tuple(_ui(document, name, rack) if is_ui_name(name) else problems_in_schema(document, name))
    return (*found, *problems_in_expressions(ui, name, sandbox)) if sandbox else found


def _form(document: Mapping[str, Any], name: str, rack: WidgetRack) -> Iterator[Problem]:
    for key in document.keys() - KEYS:
        message = f"The key “{key}” is not known here. A form has “schema” and “ui”."
        yield Problem("form.unknown-key", message, file=name, field=key)
    for key, fallback in (("schema", None), ("ui", {})):
        if not isinstance(document.get(key, fallback), Mapping):
            yield Problem("form.json", f"“{key}” must be a JSON object.", file=name, field=key)
            return
    yield from problems_in_schema(document["schema"], name)
    yield from _ui(document.get("ui", {}), name, rack)
    yield from problems_in_steps(document.get("ui", {}), document["schema"], name)


def _ui(ui: Mapping[str, Any], name: str, rack: WidgetRack) -> Iterator[Problem]:
    """Widgets that only another product has are replaced by the usual ones, which a designer should know."""
    if is_layout(ui):
        ui, left_out = translated(ui)
        for text in left_out:
            yield Problem("form.layout", f"The layout of JSON Forms: {text}.", file=name, field="ui", level=WARNING)
    waiting: list[tuple[str, Any]] = [("ui", ui)]
    while waiting:
        where, current = waiting.pop()
        if isinstance(current, list):
            waiting.extend((f"{where}/{index}", item) for index, item in enumerate(current))
        if not isinstance(current, Mapping):
            continue
        wanted = current.get("ui:widget")
        if isinstance(wanted, str) and not rack.knows(wanted):
            message = f"At {where}: there is no widget “{wanted}”; the usual one for the field is shown."
            yield Problem("form.widget", message, file=name, field=where, level=WARNING)
        waiting.extend((f"{where}/{key}", item) for key, item in current.items() if not key.startswith("ui:"))
