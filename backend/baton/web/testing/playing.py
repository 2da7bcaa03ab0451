"""Playing a story with what is on the screen: what stands, the real forms, and the next step they make. Nothing is stored."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, jsonify, render_template

from baton.domain.errors import InvalidInput
from baton.domain.scenarios import AskedForm, Cast, Standing
from baton.usecases import deploy, modelling
from baton.usecases.testing import trial
from baton.usecases.testing.files import scenarios_of
from baton.web.bodies import bare_name, json_body
from baton.web.markdown import markdown
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.testing import shown
from baton.web.wired import platform
from baton.web.worklist.filling import filling, understood

blueprint = Blueprint("testing_play", __name__)


@dataclass(frozen=True)
class Asked:
    """A request of the test panel: the draft, what is drawn, and the story so far."""

    draft_id: str
    drawn: dict[str, bytes]
    body: dict[str, Any]

    @classmethod
    def read(cls, draft_id: str) -> "Asked":
        body = json_body()
        name, xml = body.get("name"), body.get("xml")
        drawn = {bare_name(name): xml.encode()} if isinstance(name, str) and isinstance(xml, str) and name and xml.strip() else {}
        return cls(draft_id, drawn, body)

    @property
    def story(self) -> dict[str, Any]:
        story = self.body.get("story")
        if not isinstance(story, dict):
            raise InvalidInput("Send the story so far.")
        return story

    def cast(self) -> Cast:
        return trial.stage(platform(), current_actor(), self.draft_id, self.drawn)

    def text(self, name: str) -> str:
        value = self.body.get(name)
        return value if isinstance(value, str) else ""


@blueprint.post("/models/<id>/test/ways")
@rule("model.edit")
def ways(id: str) -> Response:
    """How the model can begin, who may take part, and the scenarios that there are."""
    asked = Asked.read(id)
    cast = asked.cast()
    report = deploy.check(platform(), cast.files)
    processes = [
        {
            "key": one.key,
            "title": one.title,
            "file": one.file,
            "starts": [shown.start(start, one.elements, cast.people) for start in one.starts],
        }
        for one in report.processes
    ]
    return jsonify({
        "processes": processes, "people": [{"id": id, "groups": list(groups)} for id, groups in cast.people.items()],
        "problems": [problem.as_dict() for problem in report.problems if problem.level == "error"],
        "scenarios": [
            {"file": one.file, "title": one.title, "origin": one.origin, "story": one.story, "unreadable": one.unreadable}
            for one in scenarios_of(platform(), modelling.draft(platform(), current_actor(), id))
        ],
    })  # fmt: skip


@blueprint.post("/models/<id>/test")
@rule("model.edit")
def play(id: str) -> Response:
    """What stands after the story."""
    asked = Asked.read(id)
    cast = asked.cast()
    return jsonify(_stands(cast, trial.play(platform(), cast, asked.story)))


@blueprint.post("/models/<id>/test/form")
@rule("model.edit")
def form(id: str) -> Response:
    """The start form, or the form of an open task, as the page would show it."""
    asked = Asked.read(id)
    found = _form(asked, asked.cast())
    return jsonify(_shown_form(found, dict(found.values)))


@blueprint.post("/models/<id>/test/complete")
@rule("model.edit")
def complete(id: str) -> tuple[Response, int] | Response:
    """The filled form as the next step of the story, and what stands after it; the form again when it is refused."""
    asked = Asked.read(id)
    cast = asked.cast()
    found = _form(asked, cast)
    submission = understood(found.form, _fields(asked), found.values)
    if submission.operation:
        return jsonify(_shown_form(found, submission.values, submission.refusal))
    story = _continued(asked, found, {name: value for name, value in submission.values.items() if value is not None})
    standing = trial.play(platform(), cast, story)
    refused = standing.refused
    if refused is None or refused.step != (len(story.get("step", ())) if found.task else 0):
        return jsonify({"story": story, "standing": _stands(cast, standing)})
    refusal = InvalidInput(refused.message.split(";")[0], problems=refused.problems)
    return jsonify(_shown_form(found, submission.values, refusal)), 422


def _stands(cast: Cast, standing: Standing) -> dict[str, Any]:
    return shown.standing(standing, platform().mutations.parts(cast.files).flows, cast.people)


def _continued(asked: Asked, found: AskedForm, values: dict[str, Any]) -> dict[str, Any]:
    """The story with the form's values: in its start, or as a step that completes the task."""
    if found.task is None:
        return {**asked.story, "with": values}
    step: dict[str, Any] = {"complete": found.task.element_id, "as": asked.text("as"), "with": values}
    if asked.text("outcome"):
        step["outcome"] = asked.text("outcome")
    if found.nth:
        step["nth"] = found.nth
    return {**asked.story, "step": [*asked.story.get("step", ()), step]}


def _form(asked: Asked, cast: Cast) -> AskedForm:
    return platform().scenarios.form(cast, asked.story, (asked.text("activity"), asked.text("as")))


def _shown_form(found: AskedForm, values: dict[str, Any], refusal: InvalidInput | None = None) -> dict[str, Any]:
    outcomes = found.element.outcomes if found.element else ()
    view = filling(found.form, values, "", refusal, outcomes=outcomes)
    lead = markdown(found.element.instructions or found.element.documentation, dict(found.variables)) if found.element else ""
    html = render_template("testing/form.html", form=view, lead=lead, starting=found.task is None)
    return {"html": html, "empty": not view.has_fields and not outcomes, "refused": refusal is not None}


def _fields(asked: Asked) -> dict[str, list[str]]:
    fields = asked.body.get("fields")
    if not isinstance(fields, dict):
        return {}
    return {str(name): [str(value) for value in values] for name, values in fields.items() if isinstance(values, list)}
