"""The page of one submission: the form as it was, who saw it how, and whether it is still intact."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, Response
from markupsafe import Markup

from baton.domain.actors import Actor
from baton.domain.policy import can
from baton.usecases.seen import reading
from baton.usecases.seen.reading import ReadSubmission
from baton.web.fragments import show
from baton.web.naming import person_names
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.submissions.shown import rendered
from baton.web.wired import platform

blueprint = Blueprint("submissions", __name__)


@dataclass(frozen=True)
class SubmissionPage:
    """Everything on the page. ``told`` is what was kept, ``form`` its rendering, ``names`` of the people in it."""

    read: ReadSubmission
    told: dict[str, Any]
    form: Markup
    title: str
    names: dict[str, str]
    sees_instance: bool


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/submissions/<id>")
@rule("instance.see")
def page(id: str) -> Response:
    return show("submissions/page.html", "page", view=_page(current_actor(), reading.submission(platform(), current_actor(), id)))


def _page(actor: Actor, read: ReadSubmission) -> SubmissionPage:
    told = read.kept.told
    task, process = told.get("task") or {}, told.get("process") or {}
    people = [read.kept.person_id, read.kept.on_behalf_of, read.approval.voided_by if read.approval else None]
    instance = platform().queries.instance_row(read.kept.instance_id).instance
    sees = can(actor, "instance.see", instance) or platform().queries.touched(actor, instance.id)
    title = task.get("name") or process.get("title") or read.kept.element_id
    return SubmissionPage(read, told, rendered(told), title, person_names([one for one in people if one]), sees)
