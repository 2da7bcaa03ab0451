"""Questions to other people: asked from a task, answered on a page of their own."""

from flask import Blueprint, Response, flash, request

from baton.domain.errors import InvalidInput, TooLarge
from baton.domain.people import Person
from baton.domain.policy import require
from baton.domain.working.remarks import Question
from baton.usecases import tasks
from baton.usecases.filling import questions
from baton.web.attachments.taking import sent_files
from baton.web.errors import status_of
from baton.web.fragments import go, show
from baton.web.language.catalog import say as _
from baton.web.remarks.view import question_lines, questions_waiting
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("questions", __name__)


@blueprint.get("/tasks/<id>/ask")
@rule("task.complete")
def form(id: str) -> Response:
    return _form(id)


@blueprint.post("/tasks/<id>/ask")
@rule("task.complete")
def ask(id: str) -> Response:
    """Ask, and go back to the task, which says for whom it waits."""
    to, text = request.form.get("to", ""), request.form.get("text", "")
    try:
        questions.ask(platform(), current_actor(), id, to, text)
    except (InvalidInput, TooLarge) as refusal:
        return _form(id, (str(refusal), to, text), status_of(refusal))
    flash(_("Your question is on its way. The task stays with you."))
    return go(f"/tasks/{id}")


@blueprint.get("/questions")
@rule("worklist.see")
def waiting() -> Response:
    return show("remarks/questions.html", "page", questions=questions_waiting(current_actor()))


@blueprint.get("/questions/<id>")
@rule("worklist.see")
def question(id: str) -> Response:
    return _question(questions.visible_question(platform(), current_actor(), id))


@blueprint.post("/questions/<id>")
@rule("worklist.see")
def answer(id: str) -> Response:
    actor, text = current_actor(), request.form.get("text", "")
    try:
        questions.answer(platform(), actor, id, text, sent_files(request))
    except (InvalidInput, TooLarge) as refusal:
        found = questions.visible_question(platform(), actor, id)
        return _question(found, (str(refusal), text), status_of(refusal))
    flash(_("Your answer is sent."))
    return go("/questions" if questions.questions_for(platform(), actor) else "/tasks")


@blueprint.post("/questions/<id>/remind")
@rule("worklist.see")
def remind(id: str) -> Response:
    again = questions.remind(platform(), current_actor(), id)
    flash(_("Reminded, for the %(count)s. time.", count=again.reminders))
    return go(f"/tasks/{again.task_id}")


@blueprint.post("/questions/<id>/withdraw")
@rule("worklist.see")
def withdraw(id: str) -> Response:
    gone = questions.withdraw(platform(), current_actor(), id)
    flash(_("The question is taken back."))
    return go(f"/tasks/{gone.task_id}")


def _form(id: str, refused: tuple[str, str, str] | None = None, status: int = 200) -> Response:
    actor = current_actor()
    task = tasks.visible_task(platform(), actor, id)
    require(actor, "task.complete", task)
    with platform().store.read() as uow:
        people = [one for one in uow.people() if not one.disabled and one.id != actor.id]
        starter = uow.instance(task.instance_id).started_by
    chosen = refused[1] if refused else starter
    return show(
        "remarks/ask.html", "work", status, task=task, people=_sorted(people), starter=starter, chosen=chosen, refused=refused
    )


def _sorted(people: list[Person]) -> list[Person]:
    return sorted(people, key=lambda person: (person.name or person.id).lower())


def _question(found: Question, refused: tuple[str, str] | None = None, status: int = 200) -> Response:
    (line,) = question_lines(current_actor(), [found])
    return show("remarks/question.html", "work", status, line=line, refused=refused)
