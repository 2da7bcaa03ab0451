"""Sending a task outside by hand, and taking care of the links that are out."""

from dataclasses import dataclass, replace
from typing import Any

from baton.domain.actors import Actor, Role
from baton.domain.engine import Note
from baton.domain.errors import Forbidden, InvalidInput, NotFound, said
from baton.domain.instances import ProcessInstance
from baton.domain.policy import can, require
from baton.domain.problems import Problem
from baton.domain.tasks import TaskState, UserTask
from baton.domain.working.links import Invitation, Link, Standing, is_address
from baton.usecases.act import Act, run
from baton.usecases.advance import advance
from baton.usecases.links.making import invite, letter_to, renewed
from baton.usecases.platform import Platform
from baton.usecases.telling import letters

LIVES = (1, 3, 7, 14, 30)
LONGEST_ANSWER = 2_000
ANSWER_LETTER = "outsider-answer"


@dataclass(frozen=True)
class Out:
    """A link of a task and what it is worth now."""

    link: Link
    standing: Standing


def may_send(actor: Actor, task: UserTask, guests: bool) -> bool:
    """Whether the actor may send the task outside: whoever has it, where its model allows guests; operators always."""
    if task.state is not TaskState.OPEN or not can(actor, "task.assign", task):
        return False
    return guests or actor.has(Role.OPERATOR, Role.ADMIN)


def links_of(platform: Platform, actor: Actor, task_id: str) -> tuple[UserTask, list[Out]]:
    """The task and every link to it, newest first."""
    with platform.store.read() as uow:
        task, now = uow.task(task_id), platform.clock.now()
        if not can(actor, "task.see", task):
            raise NotFound(said("There is no task {task_id} that you may see.", task_id=task_id))
        return task, [Out(link, link.standing(task, now)) for link in uow.links_of_task(task_id)]


def send_outside(platform: Platform, actor: Actor, task_id: str, asked: Invitation) -> Link:
    """Ask somebody without an account to do the task."""
    checked(asked)

    def work(act: Act) -> Link:
        task, instance = _held(act, actor, task_id)
        outline = act.uow.definition(task.definition_id).outline.elements[task.element_id]
        if not may_send(actor, task, outline.guests):
            raise Forbidden(
                said("The model does not allow guests for “{name}”. An operator can send it outside.", name=task.name)
            )
        link = invite(platform, act, task, (asked, actor.id))
        _note(platform, act, (task, instance, actor), ("sent-outside", link))
        return link

    return run(platform, work)


def resend(platform: Platform, actor: Actor, task_id: str, link_id: str) -> Link:
    """Send a link once more: as long a life again, and the address sent before is worth nothing."""

    def work(act: Act) -> Link:
        task, instance = _held(act, actor, task_id)
        link = _link(act, task, link_id)
        if link.standing(task, act.now) not in (Standing.OPEN, Standing.EXPIRED):
            raise InvalidInput(said("This link has ended. Make a new one."))
        link = renewed(platform, act, link)
        _note(platform, act, (task, instance, actor), ("link-sent-again", link))
        return link

    return run(platform, work)


def revoke(platform: Platform, actor: Actor, task_id: str, link_id: str) -> Link:
    """Take a link back at once."""

    def work(act: Act) -> Link:
        task, instance = _held(act, actor, task_id)
        link = _link(act, task, link_id)
        if link.revoked_at is None:
            link = replace(link, revoked_at=act.now)
            act.uow.save_link(link)
            _note(platform, act, (task, instance, actor), ("link-revoked", link))
        return link

    return run(platform, work)


def answer(platform: Platform, actor: Actor, task_id: str, link_id: str, text: str) -> Link:
    """Answer a question that came through a link: by mail, and on the page behind it."""
    text = text.strip()
    if not text or len(text) > LONGEST_ANSWER:
        raise InvalidInput(said("Write an answer of at most {longest_answer} characters.", longest_answer=LONGEST_ANSWER))

    def work(act: Act) -> Link:
        task, instance = _held(act, actor, task_id)
        link = _link(act, task, link_id)
        letters.post(platform, act, letter_to(link, ANSWER_LETTER, {"task": task.title or task.name, "text": text}))
        note = Note("answered-outside", task.activity, {"task": task.id, "link": link.id, "text": text})
        advance(platform, act, instance, note, actor)
        return link

    return run(platform, work)


def checked(asked: Invitation) -> None:
    """Refuse what cannot be a mail address."""
    if not is_address(asked.recipient):
        message = "This is not the mail address of one person, such as anna@example.com."
        raise InvalidInput(message, problems=[Problem("address", message, field="recipient")])


def _held(act: Act, actor: Actor, task_id: str) -> tuple[UserTask, ProcessInstance]:
    task, instance = act.uow.locked_task(task_id)
    if not can(actor, "task.see", task):
        raise NotFound(said("There is no task {task_id} that you may see.", task_id=task_id))
    task.require_open()
    require(actor, "task.assign", task, "Only the person who has the task, or an operator, can send it outside.")
    return task, instance


def _link(act: Act, task: UserTask, link_id: str) -> Link:
    link = act.uow.locked_link(link_id)
    if link.task_id != task.id:
        raise NotFound(said("There is no such link."))
    return link


def _note(platform: Platform, act: Act, where: tuple[UserTask, ProcessInstance, Actor], what: tuple[str, Link]) -> None:
    task, instance, actor = where
    kind, link = what
    data: dict[str, Any] = {"task": task.id, "link": link.id, "to": link.recipient}
    advance(platform, act, instance, Note(kind, task.activity, data), actor)
