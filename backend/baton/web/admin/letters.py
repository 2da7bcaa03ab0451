"""Letters: those that could not be sent, and the words of all of them, which administrators may change."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Flask, Response, flash, request

from baton.domain.errors import InvalidInput, NotFound, Rejection
from baton.domain.working.telling import Wording, WordingVersion
from baton.usecases.telling import dead_letters, wording
from baton.web.errors import status_of
from baton.web.fragments import go, show
from baton.web.language.catalog import later
from baton.web.language.catalog import say as _
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("letters", __name__)
FOR_THE_FRAME = frozenset({"guest", "logo", "path", "task_id"})
"""Values that no words are made of; what they decide stands around the letter."""
_PREVIEW = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
_WORDS = {
    "absence-started": later("You stand in for somebody"), "answer": later("An answer"), "approval-voided": later("An approval no longer holds"),
    "completion-failed": later("A completion could not be recorded"), "digest": later("The digest"), "mention": later("A mention"),
    "nudge": later("Somebody waits"), "outsider-answer": later("To outsiders: an answer"), "outsider-code": later("To outsiders: a code"),
    "outsider-receipt": later("To outsiders: a receipt"), "outsider-reminder": later("To outsiders: a reminder"),
    "outsider-see": later("To outsiders: where it stands"), "outsider-task": later("To outsiders: a task"), "question": later("A question"),
    "reminder": later("A reminder of a process"), "signed-copy": later("A signed copy"), "task-assigned": later("A task is assigned"),
    "task-escalated": later("A task is escalated"), "task-for-group": later("A task for a group"),
}  # fmt: skip


@dataclass(frozen=True)
class LetterPage:
    """One letter in one language: the words in force, a preview of them with sample values, and what they were before."""

    template: str
    title: str
    language: str
    languages: tuple[str, ...]
    words: Wording
    preview: Wording | None
    names: tuple[str, ...]
    versions: tuple[WordingVersion, ...]
    changed: bool


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.jinja_env.globals["dead_letters"] = lambda: platform().queries.dead_jobs("letter")


@blueprint.post("/health/letters/<id>/again")
@rule("health.see")
def again(id: str) -> Response:
    dead_letters.send_again(platform(), current_actor(), id)
    flash(_("The letter is being sent again."))
    return go("/health")


@blueprint.get("/wording")
@rule("people.administer")
def listing() -> Response:
    changed = wording.changed(platform())
    letters = [
        (name, _title(name), [one for one in platform().stationery.languages() if (name, one) in changed]) for name in _names()
    ]
    return show("admin/letters.html", "page", letters=sorted(letters, key=lambda one: one[1].lower()))


@blueprint.get("/wording/<template>/<language>")
@rule("people.administer")
def page(template: str, language: str) -> Response:
    return _page(template, language, 200)


@blueprint.post("/wording/<template>/<language>")
@rule("people.administer")
def save(template: str, language: str) -> Response:
    """Keep the words, look at them, or send them to oneself, as the button says; words that cannot work are shown again."""
    given, what = _given(), request.form.get("what", "save")
    actor = current_actor()
    try:
        if what == "preview":
            return _page(template, language, 200, given=given)
        if what == "test":
            wording.send_test(platform(), actor, (template, language), given)
            flash(_("A test mail to you is on its way. It shows what stands here, kept or not."))
            return _page(template, language, 200, given=given)
        wording.change(platform(), actor, (template, language), None if what == "reset" else given)
    except InvalidInput as refusal:
        return _page(template, language, status_of(refusal), given=given, refusal=refusal)
    flash(_("The shipped words are in force again.") if what == "reset" else _("The words are kept. The next letter uses them."))
    return go(f"/wording/{template}/{language}")


@blueprint.post("/wording/<template>/<language>/preview")
@rule("people.administer")
def preview(template: str, language: str) -> Response:
    """The letter as a mail program shows it, in a page of its own that may load and run nothing."""
    shown = wording.tried(platform(), (template, language), _given())
    response = Response(shown.html, mimetype="text/html")
    response.headers["Content-Security-Policy"] = _PREVIEW
    return response


def _page(template: str, language: str, status: int, **view: Any) -> Response:
    given: Wording | None = view.pop("given", None)
    refusal: Rejection | None = view.get("refusal")
    _known(template, language)
    found = _letter(template, language)
    if given is not None:
        shown = None if refusal else _shown(template, language, given)
        found = replace(found, words=given, preview=shown)
    problems = refusal.problems if refusal else ()
    return show("admin/letter.html", "page", status, letter=found, problems=problems)


def _shown(template: str, language: str, words: Wording) -> Wording | None:
    try:
        return wording.tried(platform(), (template, language), words)
    except InvalidInput:
        return None


def _letter(template: str, language: str) -> LetterPage:
    words, versions = wording.in_force(platform(), template, language)
    names = tuple(sorted(set(platform().stationery.sample(template)) - FOR_THE_FRAME))
    changed = bool(versions) and versions[0].wording is not None
    return LetterPage(
        template, _title(template), language, platform().stationery.languages(), words, _shown(template, language, words), names,
        versions, changed,
    )  # fmt: skip


def _known(template: str, language: str) -> None:
    if template not in _names() or language not in platform().stationery.languages():
        raise NotFound(_("There is no such letter."))


def _names() -> tuple[str, ...]:
    return platform().stationery.names()


def _title(template: str) -> str:
    return _(_WORDS[template]) if template in _WORDS else template


def _given() -> Wording:
    """The posted words, with line ends as files have them."""
    subject, text, html = (request.form.get(part, "").replace("\r\n", "\n") for part in ("subject", "text", "html"))
    return Wording(" ".join(subject.split()), text, html)
