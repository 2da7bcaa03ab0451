"""All forms there are, and all kinds of fields a form can have."""

from flask import Blueprint, Flask, Response

from baton.domain.forms import Form
from baton.usecases.forms import listing
from baton.web.fragments import show
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform
from baton.web.worklist.filling import filling

blueprint = Blueprint("builder_lists", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/forms")
@rule("model.edit")
def forms() -> Response:
    return show("builder/list.html", "page", view=listing.every(platform(), current_actor()))


@blueprint.get("/forms/widgets")
@rule("model.edit")
def widgets() -> Response:
    """Every widget with its example, rendered by what renders it at run time."""
    kinds = [
        (kind, filling(_named(kind.name, kind.example), _values(kind.name, kind.example), ""))
        for kind in platform().forms.building.kinds()
    ]
    return show("builder/widgets.html", "page", kinds=kinds)


def _named(name: str, example: Form) -> Form:
    """Each example under a name of its own: they stand on one page."""
    properties = example.schema.get("properties", {})
    schema = {**example.schema, "properties": {f"{name}_{key}": sub for key, sub in properties.items()}}
    required = [f"{name}_{key}" for key in example.schema.get("required", [])]
    return Form(name, {**schema, "required": required}, {f"{name}_{key}": looks for key, looks in example.ui.items()})


def _values(name: str, example: Form) -> dict[str, object]:
    return {f"{name}_{key}": value for key, value in platform().forms.initial(example, {}).items()}
