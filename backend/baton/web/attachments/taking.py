"""Files as they come in with a form: each is kept, and its address takes its place among the fields."""

from dataclasses import dataclass, field

from flask import Request
from werkzeug.datastructures import FileStorage

from baton.domain.actors import Actor
from baton.domain.errors import InvalidInput, TooLarge
from baton.domain.forms import Form
from baton.domain.problems import Problem
from baton.domain.working.attachments import Attachment, NewFile
from baton.usecases.act import run
from baton.usecases.filling import attachments
from baton.usecases.filling.accepting import accepts
from baton.web.wired import platform

FIELD, WITHOUT = "f.", "~without"


@dataclass(frozen=True)
class FormPlace:
    """A form that is being filled in: by whom, and what its files will belong to. A start has neither task nor instance."""

    actor: Actor
    form: Form
    task_id: str | None = None
    instance_id: str | None = None


@dataclass(frozen=True)
class Taken:
    """The posted fields with the addresses of the files that came along, and what was wrong with others."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def taken(request: Request, place: FormPlace) -> Taken:
    """Keep every file that was posted. A bad one is left out and said; what stood in its field before stays."""
    fields = request.form.to_dict(flat=False)
    for name in fields.pop(WITHOUT, []):
        if name in fields:
            fields[name] = [""]
    problems: list[Problem] = []
    for name, files in request.files.lists():
        for file in files:
            if not file.filename:
                continue
            try:
                kept = take(file, place, name.removeprefix(FIELD))
            except (InvalidInput, TooLarge) as refusal:
                problems += refusal.problems
            else:
                fields[name] = [*_others(fields.get(name, []), several=len(files) > 1), kept.address]
    return Taken(fields, tuple(problems))


def take(file: FileStorage, place: FormPlace, path: str) -> Attachment:
    """Keep one file of the field at ``path``. Raises what ``attachments.keep`` raises."""
    new = NewFile(
        file.filename or "", file.mimetype, file.read(), path[:500], place.task_id, place.instance_id, accepts(place.form, path)
    )
    return run(platform(), lambda act: attachments.keep(platform(), act, new, place.actor))


def sent_files(request: Request) -> tuple[NewFile, ...]:
    """The files that came under ``files``, with a comment or an answer."""
    given = [file for file in request.files.getlist("files") if file.filename]
    return tuple(NewFile(file.filename or "", file.mimetype, file.read()) for file in given)


def _others(before: list[str], several: bool) -> list[str]:
    return [text for text in before if text] if several else []
