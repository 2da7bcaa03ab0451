"""The page of the guided approval: questions in, a draft out."""

from flask import Blueprint, Flask, Response, flash, request

from baton.domain.errors import InvalidInput
from baton.usecases import modelling
from baton.web.fragments import go, show
from baton.web.modeler.catalog import group_names
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform
from baton.web.wizard import answers
from baton.web.wizard.approval import files

blueprint = Blueprint("wizard", __name__)
FIRST = {
    "fields": "What is it for *\nAmount (money) *\nReason (long text)", "amount": "48", "unit": "hours", "send_back": "1", "own": "1",
}  # fmt: skip


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/models/new/approval")
@rule("model.edit")
def questions() -> Response:
    return _page(FIRST)


@blueprint.post("/models/new/approval")
@rule("model.edit")
def draw() -> Response:
    """Draw it, or show the questions again with what is wrong."""
    posted = {name: request.form.get(name, "")[:20_000] for name in request.form}
    try:
        approval = answers.read(posted)
        draft = modelling.new_draft(platform(), current_actor(), approval.name, files(approval))
    except InvalidInput as refusal:
        return _page(posted, refusal)
    flash("Drawn. Look at it, test it, and publish it when it is right.")
    return go(f"/models/{draft.id}")


def _page(given: dict[str, str], refusal: InvalidInput | None = None) -> Response:
    wrong = {problem.field: problem.message for problem in refusal.problems} if refusal else {}
    status = 422 if refusal else 200
    return show(
        "wizard/approval.html", "page", status, given=given, refusal=refusal, wrong=wrong, groups=group_names(),
        units=tuple(answers.UNITS), kinds=answers.KINDS,
    )  # fmt: skip
