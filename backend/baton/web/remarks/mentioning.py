"""The people whom a comment may mention, for the script that offers them while somebody types."""

from flask import Blueprint, Response, make_response, render_template, request

from baton.usecases.filling import remarks
from baton.usecases.filling.mentioning import people_for
from baton.usecases.filling.remarks import About
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("mentioning", __name__)
LONGEST = 100


@blueprint.get("/tasks/<id>/remarks/people")
@rule("task.see")
def of_task(id: str) -> Response:
    return _offered(remarks.about_task(platform(), current_actor(), id))


@blueprint.get("/instances/<id>/remarks/people")
@rule("instance.see")
def of_instance(id: str) -> Response:
    return _offered(remarks.about_instance(platform(), current_actor(), id))


def _offered(about: About) -> Response:
    people = people_for(platform(), current_actor(), about, request.args.get("q", "")[:LONGEST])
    return make_response(render_template("remarks/people.html", people=people))
