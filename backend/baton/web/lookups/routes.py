"""Lookup lists for administrators: a CSV file replaces a list as a whole, after a look at how it is understood."""

from typing import Any

from flask import Blueprint, Flask, Response, flash, request

from baton.domain.errors import InvalidInput
from baton.usecases.filling import lookups
from baton.web.bodies import uploaded
from baton.web.errors import status_of
from baton.web.fragments import go, show
from baton.web.language.catalog import say as _
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("lookups", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/lookups")
@rule("lookup.administer")
def listing() -> Response:
    return _page(200)


@blueprint.post("/lookups")
@rule("lookup.administer")
def put_in() -> Response:
    """Look at a file, or (``do=replace``) make it the list."""
    named = request.form.get("name", ""), request.form.get("title", "")
    content = next(iter(uploaded("file").values()), request.form.get("text", "").encode())
    try:
        if request.form.get("do") != "replace":
            read = lookups.read_csv(content)
            return _page(200, given=request.form, read=read, text=content.decode("utf-8-sig", "replace"))
        about = lookups.replace_list(platform(), current_actor(), named, content)
    except InvalidInput as refusal:
        return _page(status_of(refusal), given=request.form, refusal=str(refusal))
    flash(_("“%(title)s” has %(count)s rows now.", title=about.title, count=about.count))
    return go("/lookups")


@blueprint.get("/lookups/<name>.csv")
@rule("lookup.administer")
def export(name: str) -> Response:
    text = lookups.exported(platform(), current_actor(), name)
    return Response(text, mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}.csv"'})


@blueprint.post("/lookups/<name>/remove")
@rule("lookup.administer")
def remove(name: str) -> Response:
    lookups.drop_list(platform(), current_actor(), name)
    flash(_("The list is removed."))
    return go("/lookups")


def _page(status: int, **view: Any) -> Response:
    lists = lookups.lists(platform(), current_actor())
    return show(
        "lookups/list.html", "page", status, lists=lists, **{"given": {}, "read": None, "refusal": "", "text": "", **view}
    )
