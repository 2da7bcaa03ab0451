"""Remarks and questions as pages show them: who, when, in a light Markdown, with their files."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from baton.domain.actors import Actor
from baton.domain.people import Person
from baton.domain.working.attachments import Attachment
from baton.domain.working.remarks import MENTION, MOST_SHOWN, Question, Remark
from baton.usecases.filling import questions, remarks
from baton.usecases.filling.remarks import About
from baton.web.attachments.view import file_size, scan_chip
from baton.web.language.catalog import say as _
from baton.web.markdown import markdown
from baton.web.naming import person_names
from baton.web.wired import platform
from baton.web.words import Chip

SUGGESTIONS = 8


@dataclass(frozen=True)
class Enclosed:
    """A file of a remark."""

    file: Attachment
    size: str
    chip: Chip | None


@dataclass(frozen=True)
class RemarkLine:
    """One remark. ``kind``: question, answer or empty; ``step``: the task it is about, where that is another one."""

    remark: Remark
    author: str
    html: Markup
    files: tuple[Enclosed, ...]
    kind: str
    step: str
    editable: bool
    removable: bool


@dataclass(frozen=True)
class RemarksView:
    """The comments of a task or an instance. ``address``: where new ones go; ``cut``: there were earlier ones."""

    address: str
    lines: tuple[RemarkLine, ...]
    suggestions: tuple[Person, ...]
    may_ask: bool
    cut: bool = False

    @property
    def count(self) -> int:
        return sum(line.remark.removed_at is None for line in self.lines)


@dataclass(frozen=True)
class QuestionLine:
    """A question as a page shows it. ``mine``: the reader is asked."""

    question: Question
    asker: str
    asked: str
    task_name: str
    html: Markup
    answer: Markup
    files: tuple[Enclosed, ...]
    mine: bool
    asked_at: datetime


def remarks_view(actor: Actor, about: About, may_ask: bool = False) -> RemarksView:
    """Everything said about the instance, as this actor reads it."""
    found, files = remarks.listed(platform(), about)
    names = person_names(remark.author for remark in found)
    steps = _steps(found, about)
    now = platform().clock.now()
    asked: set[str] = set()
    lines = []
    for one in found:
        kind = "" if one.question_id is None else "answer" if one.question_id in asked else "question"
        asked.add(one.question_id or "")
        lines.append(
            RemarkLine(
                one, names.get(one.author, one.author), light(one.text, one.mentions), enclosed(files, one.attachments), kind,
                steps.get(one.task_id or "", ""), one.may_edit(actor.id, now), one.may_remove(actor.id),
            )
        )  # fmt: skip
    suggested = [person for person in remarks.may_be_mentioned(platform(), about, names) if person.id != actor.id]
    return RemarksView(f"{about.link}/remarks", tuple(lines), tuple(suggested[:SUGGESTIONS]), may_ask, len(found) == MOST_SHOWN)


def question_lines(actor: Actor, found: Iterable[Question]) -> tuple[QuestionLine, ...]:
    """Questions with names instead of ids."""
    listed = tuple(found)
    names = person_names(id for one in listed for id in (one.asked_by, one.asked_to))
    with platform().store.read() as uow:
        tasks = {one.task_id: uow.task(one.task_id) for one in listed}
        files = uow.attachments(id for one in listed for id in one.attachments)
    return tuple(
        QuestionLine(
            one, names.get(one.asked_by, one.asked_by), names.get(one.asked_to, one.asked_to), tasks[one.task_id].name,
            light(one.text), light(one.answer), enclosed(files, one.attachments), one.asked_to in actor.hands, one.asked_at,
        )
        for one in listed
    )  # fmt: skip


def questions_waiting(actor: Actor) -> tuple[QuestionLine, ...]:
    """What the actor is asked, oldest first."""
    return question_lines(actor, questions.questions_for(platform(), actor))


def waiting_chips(task_ids: Iterable[str]) -> dict[str, Chip]:
    """For whose answer these tasks wait, and since when; the oldest question counts."""
    waiting = questions.open_about(platform(), task_ids)
    names = person_names(found[0].asked_to for found in waiting.values())
    return {
        id: Chip(
            _("Waiting for %(name)s", name=names.get(found[0].asked_to, found[0].asked_to)),
            "hourglass",
            "info",
            found[0].asked_at,
        )
        for id, found in waiting.items()
    }


def light(text: str, mentions: Iterable[str] = ()) -> Markup:
    """Markdown of a person: lines stay lines, mentions are bold, and braces mean nothing."""
    known = set(mentions)
    told = MENTION.sub(lambda found: f"**@{found[1]}**" if found[1] in known else found[0], text)
    return markdown(told.replace("{{", r"\{\{").replace("\n", "  \n"))


def enclosed(files: dict[str, Attachment], ids: Iterable[str]) -> tuple[Enclosed, ...]:
    return tuple(Enclosed(files[id], file_size(files[id].size), scan_chip(files[id])) for id in ids if id in files)


def _steps(found: Iterable[Remark], about: About) -> dict[str, str]:
    """The names of the tasks that are spoken of, but for the one of this page."""
    here = about.task.id if about.task else None
    ids = {remark.task_id for remark in found if remark.task_id and remark.task_id != here}
    with platform().store.read() as uow:
        return {id: uow.task(id).name for id in ids}
