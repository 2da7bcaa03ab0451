"""Asking somebody about a task: it stays where it is, marked as waiting, until they answer; nothing of the process moves."""

from collections.abc import Iterable
from dataclasses import replace

from baton.domain.actors import Actor, Role
from baton.domain.engine import Note
from baton.domain.errors import Conflict, Forbidden, InvalidInput, NotFound, said
from baton.domain.instances import InstanceState
from baton.domain.policy import can, require
from baton.domain.problems import Problem
from baton.domain.working.attachments import NewFile
from baton.domain.working.remarks import Question
from baton.domain.working.telling import ANSWER, QUESTION, Event
from baton.usecases.act import Act, run
from baton.usecases.advance import advance
from baton.usecases.filling.remarks import About, checked_text, write
from baton.usecases.platform import Platform
from baton.usecases.telling.events import tell

PREVIEW = 300


def ask(platform: Platform, actor: Actor, task_id: str, to: str, text: str) -> Question:
    """Ask a colleague, or whoever started it. The task stays in the hands it is in."""
    clean = checked_text(text)

    def work(act: Act) -> Question:
        task, instance = act.uow.locked_task(task_id)
        if not can(actor, "task.see", task):
            raise NotFound(said("There is no task {id} that you may see.", id=task_id))
        task.require_open()
        require(actor, "task.complete", task)
        asked = Question(platform.ids.new(), instance.id, task_id, actor.id, _asked(act, actor, to), act.now, clean)
        act.uow.save_question(asked)
        about = About(instance.id, f"/tasks/{task_id}", task)
        act.uow.save_remark(write(platform, act, (actor, about), clean, question_id=asked.id))
        _note(platform, act, asked, (actor, "question-asked"), {"to": asked.asked_to, "text": clean[:PREVIEW]})
        _tell(platform, act, asked, QUESTION, (asked.asked_to,))
        return asked

    return run(platform, work)


def answer(platform: Platform, actor: Actor, question_id: str, text: str, files: Iterable[NewFile] = ()) -> Question:
    """Answer with words and files; whoever asked and whoever has the task now is told, and finds it among the comments."""
    clean, given = checked_text(text), tuple(files)

    def work(act: Act) -> Question:
        found = act.uow.question(question_id)
        if found.asked_to not in actor.hands:
            raise NotFound(said("There is no such question for you."))
        _require_open(found)
        task = act.uow.task(found.task_id)
        remark = write(platform, act, (actor, About(found.instance_id, f"/tasks/{task.id}", task)), clean, given, question_id)
        act.uow.save_remark(remark)
        done = replace(found, answer=clean, attachments=remark.attachments, answered_by=actor.id, answered_at=act.now)
        act.uow.save_question(done)
        _note(platform, act, done, (actor, "question-answered"), {"text": clean[:PREVIEW]})
        told = dict.fromkeys([found.asked_by, *([task.assignee] if task.assignee else [])])
        _tell(platform, act, done, ANSWER, tuple(told))
        return done

    return run(platform, work)


def withdraw(platform: Platform, actor: Actor, question_id: str) -> Question:
    """Wait no longer."""

    def work(act: Act) -> Question:
        found = _asked_by(act, actor, question_id)
        gone = replace(found, withdrawn_at=act.now)
        act.uow.save_question(gone)
        _note(platform, act, gone, (actor, "question-withdrawn"), {"to": gone.asked_to})
        return gone

    return run(platform, work)


def remind(platform: Platform, actor: Actor, question_id: str) -> Question:
    """Ask once more; how often is counted and shown."""

    def work(act: Act) -> Question:
        found = _asked_by(act, actor, question_id)
        again = replace(found, reminders=found.reminders + 1)
        act.uow.save_question(again)
        _tell(platform, act, again, QUESTION, (again.asked_to,))
        return again

    return run(platform, work)


def questions_for(platform: Platform, actor: Actor) -> list[Question]:
    """What waits for the actor's answer, oldest first, also in the place of those they stand in for."""
    with platform.store.read() as uow:
        found = [question for person in sorted(actor.hands) for question in uow.open_questions(person)]
    return sorted(found, key=lambda question: (question.asked_at, question.id))


def open_about(platform: Platform, task_ids: Iterable[str]) -> dict[str, list[Question]]:
    """The questions that these tasks wait for."""
    waiting: dict[str, list[Question]] = {}
    with platform.store.read() as uow:
        for question in uow.questions_about(task_ids):
            if question.is_open:
                waiting.setdefault(question.task_id, []).append(question)
    return waiting


def visible_question(platform: Platform, actor: Actor, question_id: str) -> Question:
    """For whoever asked, whoever is asked, and whoever sees the task."""
    with platform.store.read() as uow:
        found = uow.question(question_id)
        task = uow.task(found.task_id)
    if actor.hands & {found.asked_by, found.asked_to} or can(actor, "task.see", task):
        return found
    raise NotFound(said("There is no such question for you."))


def _asked(act: Act, actor: Actor, to: str) -> str:
    wanted = to.strip()
    if wanted == actor.id:
        raise _wrong(said("You cannot ask yourself. Choose somebody else."))
    try:
        person = act.uow.person(wanted)
    except NotFound:
        raise _wrong(said("Choose whom to ask.")) from None
    if person.disabled:
        raise _wrong(said("{name} has no active account. Choose somebody else.", name=person.name))
    return person.id


def _asked_by(act: Act, actor: Actor, question_id: str) -> Question:
    found = act.uow.question(question_id)
    task = act.uow.task(found.task_id)
    if found.asked_by not in actor.hands and task.assignee not in actor.hands and not actor.has(Role.ADMIN, Role.OPERATOR):
        raise Forbidden(said("Only whoever asked, or has the task, can do this."))
    _require_open(found)
    return found


def _require_open(found: Question) -> None:
    if found.answered_at:
        raise Conflict(said("This question is answered already."))
    if found.withdrawn_at:
        raise Conflict(said("This question was taken back; nobody waits for the answer any more."))


def _note(platform: Platform, act: Act, question: Question, by: tuple[Actor, str], data: dict[str, str]) -> None:
    instance = act.uow.instance(question.instance_id)
    if instance.state is InstanceState.ACTIVE:
        actor, kind = by
        activity = act.uow.task(question.task_id).activity
        advance(platform, act, instance, Note(kind, activity, {"question": question.id, **data}), actor)


def _tell(platform: Platform, act: Act, question: Question, kind: str, persons: tuple[str, ...]) -> None:
    text = question.answer if kind == ANSWER else question.text
    link = f"/tasks/{question.task_id}" if kind == ANSWER else f"/questions/{question.id}"
    by = question.answered_by if kind == ANSWER else question.asked_by
    tell(platform, act, Event(kind, persons, (), question.task_id, None, {"text": text[:PREVIEW]}, link, by or ""))


def _wrong(message: str) -> InvalidInput:
    return InvalidInput(message, problems=[Problem("question.person", message, field="to")])
