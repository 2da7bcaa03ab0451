"""All forms there are, and all kinds of fields a form can have."""

import json
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, Response, request

from baton.domain.building import FieldKind
from baton.domain.errors import InvalidInput, NotFound
from baton.domain.forms import Form
from baton.usecases.forms import listing
from baton.web.fragments import show
from baton.web.language.catalog import say as _
from baton.web.language.choice import seen
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform
from baton.web.worklist.filling import Filling, filling, posted, understood

blueprint = Blueprint("builder_lists", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/forms")
@rule("model.edit")
def forms() -> Response:
    return show("builder/list.html", "page", view=listing.every(platform(), current_actor()))


@dataclass(frozen=True)
class Shown:
    """One kind of field in the gallery: its example as it is filled in, what it would store, and how a form asks for it."""

    kind: FieldKind
    example: Filling
    snippet: str
    stores: str = ""


@blueprint.get("/forms/widgets")
@rule("model.edit")
def widgets() -> Response:
    """Every widget with its example, rendered by what renders it at run time."""
    return show("builder/gallery/all.html", "page", kinds=[_shown(kind) for kind in platform().forms.building.kinds()])


@blueprint.post("/forms/widgets/<name>")
@rule("model.edit")
def tried(name: str) -> Response:
    """One example as somebody filled it in: checked and read like any form, and kept nowhere."""
    kind = next((one for one in platform().forms.building.kinds() if one.name == name), None)
    if kind is None:
        raise NotFound(_("There is no kind of field of that name."))
    form = _named(kind.name, kind.example)
    submission = understood(form, posted(request), _values(kind.name, kind.example))
    wrong = () if submission.operation else platform().forms.validate(form, submission.values, seen=seen())
    refusal = InvalidInput(_("Something has to be corrected."), problems=wrong) if wrong else None
    stores = "" if wrong or submission.operation else json.dumps(list(submission.values.values()), ensure_ascii=False, indent=2)
    return show("builder/gallery/one.html", "kind", 422 if wrong else 200, one=_shown(kind, submission.values, refusal, stores))


def _shown(kind: FieldKind, values: dict[str, Any] | None = None, refusal: InvalidInput | None = None, stores: str = "") -> Shown:
    form = _named(kind.name, kind.example)
    filled = filling(form, _values(kind.name, kind.example) if values is None else values, f"/forms/widgets/{kind.name}", refusal)
    snippet = json.dumps({"schema": kind.example.schema, "ui": kind.example.ui}, ensure_ascii=False, indent=2)
    return Shown(kind, filled, snippet, stores)


def _named(name: str, example: Form) -> Form:
    """Each example under a name of its own: they stand on one page."""
    properties = example.schema.get("properties", {})
    schema = {**example.schema, "properties": {f"{name}_{key}": sub for key, sub in properties.items()}}
    required = [f"{name}_{key}" for key in example.schema.get("required", [])]
    return Form(name, {**schema, "required": required}, {f"{name}_{key}": looks for key, looks in example.ui.items()})


def _values(name: str, example: Form) -> dict[str, Any]:
    return {f"{name}_{key}": value for key, value in platform().forms.initial(example, {}).items()}
