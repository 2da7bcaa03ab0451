"""Everything wrong with a form file, for deployment. Whatever the bytes are, the answer is a list of problems."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from baton.domain.forms import Form
from baton.domain.ports.sandbox import Sandbox
from baton.domain.problems import WARNING, Problem, errors
from baton.forms.computing import problems_in_expressions
from baton.forms.documents import KEYS, SUFFIX, Unreadable, is_ui_name, parsed, ui_name
from baton.forms.findings.limits import LARGEST_FILE, nesting
from baton.forms.findings.looks.checks import Kit
from baton.forms.findings.looks.reach import Reach
from baton.forms.findings.looks.walk import problems_in_looks
from baton.forms.findings.schemas import problems_in_schema
from baton.forms.jsonforms.layouts import is_layout, translated
from baton.forms.pages.widgets import WidgetRack
from baton.forms.schema.compiled import Compiled
from baton.forms.stepping import problems_in_steps

DEEPEST_TEXT = 64
_ANY = Reach.of(Compiled(Form("", {}, {})), [{}])


def problems_in_file(
    name: str, content: bytes, rack: WidgetRack, sandbox: Sandbox | None = None, beside: Mapping[str, bytes] | None = None
) -> tuple[Problem, ...]:
    """``beside`` are the files that come along: a bare schema may have its ui schema among them."""
    document, refusal = _document(name, content)
    if refusal is not None:
        return (refusal,)
    if name.endswith(SUFFIX):
        return tuple(_form(document, name, rack, sandbox))
    if is_ui_name(name):
        return tuple(_looks(document, None, Kit(name, rack, _ANY, sandbox)))
    found = tuple(problems_in_schema(document, name))
    looks = ui_name(name)
    if errors(found) or not beside or looks not in beside:
        return found
    ui, refusal = _document(looks, beside[looks])
    return (*found, refusal) if refusal is not None else (*found, *_looks(ui, document, Kit(looks, rack, _ANY, sandbox)))


def _document(name: str, content: bytes) -> tuple[Mapping[str, Any], Problem | None]:
    """The JSON object of a file, or why it is none."""
    if len(content) > LARGEST_FILE:
        return {}, Problem("form.too-large", f"A form file may have {LARGEST_FILE // 1024} KB at most.", file=name)
    try:
        document = parsed(content)
    except Unreadable as error:
        return {}, Problem("form.json", f"The file {error}.", file=name)
    if not isinstance(document, Mapping):
        return {}, Problem("form.json", "A form file is a JSON object.", file=name)
    if nesting(document) > DEEPEST_TEXT:
        return {}, Problem("form.too-deep", f"The file is nested more than {DEEPEST_TEXT} levels deep.", file=name)
    return document, None


def _form(document: Mapping[str, Any], name: str, rack: WidgetRack, sandbox: Sandbox | None) -> Iterator[Problem]:
    for key in document.keys() - KEYS:
        message = f"The key “{key}” is not known here. A form has “schema” and “ui”."
        yield Problem("form.unknown-key", message, file=name, field=key)
    for key, fallback in (("schema", None), ("ui", {})):
        if not isinstance(document.get(key, fallback), Mapping):
            yield Problem("form.json", f"“{key}” must be a JSON object.", file=name, field=key)
            return
    found = tuple(problems_in_schema(document["schema"], name))
    yield from found
    schema = None if errors(found) else document["schema"]
    yield from _looks(document.get("ui", {}), schema, Kit(name, rack, _ANY, sandbox))


def _looks(ui: Mapping[str, Any], schema: Mapping[str, Any] | None, kit: Kit) -> Iterator[Problem]:
    """What would not be done. Without a schema that works only what can be seen without one."""
    if kit.sandbox is not None:
        yield from problems_in_expressions(ui, kit.file, kit.sandbox)
    if is_layout(ui):
        kit = replace(kit, is_foreign=True)
        ui, left_out = translated(ui)
        for text in left_out:
            yield Problem("form.layout", f"The layout of JSON Forms: {text}.", file=kit.file, field="ui", level=WARNING)
    compiled = Compiled(Form(kit.file, schema or {}, {}))
    top = Reach.of(compiled, [compiled.schema])
    yield from problems_in_looks(ui, top, replace(kit, top=top))
    yield from problems_in_steps(ui, None if top.takes_anything else top.names, kit.file)
