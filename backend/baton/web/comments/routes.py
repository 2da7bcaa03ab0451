"""Comments of a draft: read, write, answer, settle."""

from flask import Blueprint, Flask, Response, request

from baton.domain.actors import Actor
from baton.domain.errors import InvalidInput, TooLarge
from baton.domain.modelling import Draft
from baton.usecases import comments
from baton.usecases.comments import Remark
from baton.web.comments.view import comments_page
from baton.web.fragments import go, show, wants_fragment
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("comments", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/models/<id>/comments")
@rule("model.edit")
def listing(id: str) -> Response:
    return _page(current_actor(), id)


@blueprint.post("/models/<id>/comments")
@rule("model.edit")
def say(id: str) -> Response:
    """A comment, or an answer to one; what was typed stays when it is refused."""
    actor, form = current_actor(), request.form
    remark = Remark(form.get("text", ""), form.get("file", "")[:200], form.get("element") or None, form.get("reply_to") or None)
    try:
        said = comments.say(platform(), actor, id, remark)
    except (InvalidInput, TooLarge) as refusal:
        return _page(actor, id, (str(refusal), remark))
    return _page(actor, id) if wants_fragment() else go(f"/models/{id}/comments#comment-{said.reply_to or said.id}")


@blueprint.post("/models/<id>/comments/<comment>/settled")
@rule("model.edit")
def settle(id: str, comment: str) -> Response:
    actor = current_actor()
    comments.settle(platform(), actor, id, comment, request.form.get("settled") == "1")
    return _page(actor, id) if wants_fragment() else go(f"/models/{id}/comments")


def _page(actor: Actor, id: str, refused: tuple[str, Remark] | None = None) -> Response:
    draft, found = comments.comments(platform(), actor, id)
    page = comments_page(draft, found, _names(draft), request.args.get("settled") == "1")
    return show(
        "comments/page.html", "page", 422 if refused else 200, view=page, refused=refused, about=request.values.get("element", ""),
        people=comments.may_be_mentioned(platform()),
    )  # fmt: skip


def _names(draft: Draft) -> dict[str, str]:
    return {step.id: step.name or step.id for process in platform().describing.describe(draft.files) for step in process.steps}
