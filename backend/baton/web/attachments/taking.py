"""Files as they come in with a form: each is kept, and its address takes its place among the fields."""

from dataclasses import dataclass, field, replace

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

FIELD, ROWS, WITHOUT = "f.", "~rows.", "~without"
MOST_FILES = 500


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
    without = [name for name in fields.pop(WITHOUT, []) if name in fields]
    for name in without:
        fields[name] = [""]
    problems: list[Problem] = []
    came: dict[str, list[str]] = {_list_around(fields, name.removeprefix(FIELD)): [] for name in without}
    for name, files in request.files.lists():
        path = name.removeprefix(FIELD)
        several = f"{ROWS}{path}" in fields
        for file in (one for one in files if one.filename):
            try:
                kept = take(file, place, path, several)
            except (InvalidInput, TooLarge) as refusal:
                problems += [replace(problem, field=problem.field or path) for problem in refusal.problems]
            else:
                came.setdefault(path if several else "", []).append(kept.address)
                fields[name] = [kept.address]
        if several:
            fields.pop(name, None)
    for path, addresses in came.items():
        if path:
            _list_anew(fields, path, addresses)
    return Taken(fields, tuple(problems))


def take(file: FileStorage, place: FormPlace, path: str, several: bool = False) -> Attachment:
    """Keep one file of the field at ``path``, which may take ``several``. Raises what ``attachments.keep`` raises."""
    new = NewFile(
        file.filename or "", file.mimetype, file.read(), path[:500], place.task_id, place.instance_id, accepts(place.form, path),
        several=several,
    )  # fmt: skip
    return run(platform(), lambda act: attachments.keep(platform(), act, new, place.actor))


def sent_files(request: Request) -> tuple[NewFile, ...]:
    """The files that came under ``files``, with a comment or an answer."""
    given = [file for file in request.files.getlist("files") if file.filename]
    return tuple(NewFile(file.filename or "", file.mimetype, file.read()) for file in given)


def _list_around(fields: dict[str, list[str]], path: str) -> str:
    """The field of several files that the file at ``path`` is one of; empty for none."""
    above = path.rpartition(".")[0]
    return above if f"{ROWS}{above}" in fields else ""


def _list_anew(fields: dict[str, list[str]], path: str, addresses: list[str]) -> None:
    """The files of the field in a row without gaps: those that stay, then those that came."""
    told = fields[f"{ROWS}{path}"][-1]
    count = min(int(told), MOST_FILES) if told.isascii() and told.isdecimal() and len(told) < 7 else 0
    before = [fields.pop(f"{FIELD}{path}.{number}", [""])[-1] for number in range(count)]
    listed = [*filter(None, before), *addresses]
    fields |= {f"{FIELD}{path}.{number}": [text] for number, text in enumerate(listed)}
    fields[f"{ROWS}{path}"] = [str(len(listed))]
