"""A form on a page: what was posted, what it means, and how it is shown again with everything that was typed."""

import base64
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from flask import Request, abort, flash, make_response, request
from markupsafe import Markup

from baton.domain.actors import Actor
from baton.domain.definitions import Outcome
from baton.domain.engine import Variables
from baton.domain.errors import Conflict, InvalidInput
from baton.domain.forms import Form
from baton.domain.problems import Problem
from baton.usecases.filling import form_drafts
from baton.web.attachments.taking import FormPlace, taken
from baton.web.autosave.spot import spot, stay
from baton.web.autosave.view import SAVE, SAVE_ANYWAY, DraftView, draft_at, typed
from baton.web.fragments import wants_fragment
from baton.web.language.catalog import say as _
from baton.web.language.choice import seen
from baton.web.signing.asking import SigningBlock, signing_block
from baton.web.wired import platform
from baton.web.words import label

_UNSAFE = re.compile(r"[^A-Za-z0-9.]")
SEARCH, LONGEST_SEARCH = "search", 200
_PLAIN_TYPE = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")


@dataclass(frozen=True)
class Finding:
    """A problem with where its field is on the page."""

    title: str
    anchor: str
    message: str
    field: str
    rule: str = ""


@dataclass(frozen=True)
class Filling:
    """A form ready for the page. ``fields`` is safe HTML made by the forms room."""

    action: str
    fields: Markup
    outcomes: tuple[Outcome, ...]
    read_only: bool = False
    summary: str = ""
    findings: tuple[Finding, ...] = ()
    has_fields: bool = True
    has_files: bool = False
    draft: DraftView | None = None
    signing: SigningBlock | None = None

    @property
    def primary(self) -> str:
        """The outcome whose button stands out: there is never more than one such button."""
        inviting = [one for one in self.outcomes if one.tone == "primary"] or [
            one for one in self.outcomes if one.tone != "danger"
        ]
        return inviting[0].value if inviting else ""


@dataclass(frozen=True)
class Entered:
    """What somebody sent: ``values`` as they mean them, the ``operation`` of the button (empty: send the form), the ``fields`` as
    they were typed, and why a file of them was not kept."""

    values: dict[str, Any]
    operation: str = ""
    fields: Mapping[str, list[str]] = field(default_factory=dict)
    refusal: InvalidInput | None = None


def entered(given_by: Request, place: FormPlace, initial: Variables) -> Entered:
    """The posted form. Its files are kept now; what was wrong with one of them is said beside its field, and nothing else is lost."""
    given = taken(given_by, place)
    found = understood(place.form, given.fields, initial)
    if not given.problems:
        return found
    refusal = InvalidInput(_("A file could not be taken. Everything else is still here."), problems=given.problems)
    return replace(found, refusal=refusal)


def understood(form: Form, fields: Mapping[str, list[str]], initial: Mapping[str, Any]) -> Entered:
    """Fields as they were sent. The page that answers opens where somebody is: on the step and at the rows that they came to."""
    _answer_search(form, fields)
    submission = platform().forms.decode(form, fields, initial, seen())
    stay(submission.spot)
    halted = InvalidInput(_("Something on this step has to be corrected first. Nothing is lost."), problems=submission.problems)
    return Entered(submission.values, submission.operation, fields, halted if submission.problems else None)


def _answer_search(form: Form, fields: Mapping[str, list[str]]) -> None:
    """A script that searches in a lookup list gets what was found and nothing else. Who may fill in the form may do that, and gets
    only to the lists that the form names. Without a script the page is shown again."""
    verb, _colon, path = fields.get("~op", [""])[-1].partition(":")
    if verb == SEARCH and wants_fragment():
        text = fields.get(f"~find.{path}", [""])[-1][:LONGEST_SEARCH]
        abort(make_response(platform().forms.search(form, path, text, seen())))


def drafted(actor: Actor, place: str, given: Entered) -> DraftView:
    """What the page says about the draft; saved now when the button said so."""
    before = draft_at(actor, place)
    if given.operation not in (SAVE, SAVE_ANYWAY):
        return before
    try:
        form_drafts.save(platform(), actor, place, typed(request, dict(given.fields)))
    except Conflict as refusal:
        if "revision" not in refusal.details:
            raise
        return replace(before, conflict=True)
    flash(_("The draft is saved. You can go on with it on any device."))
    return draft_at(actor, place)


def posted(request: Request) -> dict[str, list[str]]:
    """The posted fields of a form that is only tried out: files become data addresses, and nothing is kept."""
    fields = request.form.to_dict(flat=False)
    for name, files in request.files.lists():
        texts = [_data_address(file.filename or "", file.mimetype, file.read()) for file in files if file.filename]
        if texts:
            fields[name] = texts
    return fields


def filling(
    form: Form, values: Mapping[str, Any], action: str, refusal: InvalidInput | None = None,
    *, outcomes: tuple[Outcome, ...] = (), read_only: bool = False,
) -> Filling:  # fmt: skip
    """The form with these values, and with what was wrong with them."""
    problems = refusal.problems if refusal else ()
    fields = Markup(platform().forms.render(form, values, problems, read_only=read_only, seen=seen(), spot=spot()))  # noqa: S704 - the forms room escapes
    return Filling(
        action, fields, outcomes, read_only, str(refusal) if refusal else "", _findings(form, problems),
        bool(form.schema.get("properties")), 'type="file"' in fields, signing=signing_block(form),
    )  # fmt: skip


def anchor(field: str) -> str:
    """The id that the forms room gives to the control of a field."""
    safe = _UNSAFE.sub(lambda found: f"_{ord(found[0]):x}_", field).replace(".", "-")
    return f"field-{safe}" if safe else "field"


def _findings(form: Form, problems: Iterable[Problem]) -> tuple[Finding, ...]:
    return tuple(
        Finding(title_of(form, problem.field), anchor(problem.field), problem.message, problem.field)
        if problem.field and problem.field != "outcome"
        else Finding("", "", problem.message, "", problem.rule)
        for problem in problems
    )


def title_of(form: Form, field: str) -> str:
    """The label of a top-level field, else the last part of its path."""
    first, *rest = field.split(".")
    schema = form.schema.get("properties", {}).get(first, {})
    ui = form.ui.get(first, {}) if isinstance(form.ui.get(first), Mapping) else {}
    title = ui.get("ui:title") or (schema.get("title") if isinstance(schema, Mapping) else None) or label(first)
    return " · ".join([str(title), *(str(int(part) + 1) if part.isdigit() else label(part) for part in rest)])


def _data_address(name: str, mimetype: str, content: bytes) -> str:
    kind = mimetype if _PLAIN_TYPE.fullmatch(mimetype or "") else "application/octet-stream"
    return f"data:{kind};name={quote(name)};base64,{base64.b64encode(content).decode()}"
