"""What somebody from outside may answer besides filling in the form: a question, a no, or a colleague's address."""

from dataclasses import replace

from baton.domain.engine import Note, Variables
from baton.domain.errors import Conflict, InvalidInput, said
from baton.domain.problems import Problem
from baton.domain.tasks import UserTask
from baton.domain.working import telling
from baton.domain.working.form_drafts import of_task
from baton.domain.working.links import Ended, Invitation, Link, Standing
from baton.domain.working.remarks import Remark
from baton.domain.working.submissions import Seen
from baton.domain.working.telling import Event
from baton.usecases.act import Act, run
from baton.usecases.advance import advance
from baton.usecases.links.making import invite, letter_to
from baton.usecases.outside.inviting import checked
from baton.usecases.outside.visits import Visit
from baton.usecases.platform import Platform
from baton.usecases.tasks import finish
from baton.usecases.telling import letters
from baton.usecases.telling.events import tell

LONGEST = 2_000
RECEIPT = "outsider-receipt"


def ask(platform: Platform, visit: Visit, text: str) -> None:
    """A question about the task, for whoever takes care of it."""
    text = _said(text, "Write your question first.")

    def work(act: Act) -> None:
        link, task = _open(act, visit)
        _note(platform, act, (link, task), Note("asked", task.activity, {"task": task.id, "link": link.id, "text": text}))
        act.uow.save_remark(Remark(platform.ids.new(), task.instance_id, link.actor_id, act.now, text, task.id))
        _tell(platform, act, (link, task), (telling.QUESTION, text))

    run(platform, work)


def decline(platform: Platform, visit: Visit, reason: str) -> None:
    """No: the link ends, the task stays open for whoever takes care of it, who is told why."""
    reason = _said(reason, "Write in a few words why, so that we know how to go on.")

    def work(act: Act) -> None:
        link, task = _open(act, visit)
        act.uow.save_link(replace(link, ended_at=act.now, ended_how=Ended.DECLINED, seen_at=act.now))
        _note(platform, act, (link, task), Note("declined", task.activity, {"task": task.id, "link": link.id, "text": reason}))
        _tell(platform, act, (link, task), (telling.ANSWER, f"Declined: {reason}"))

    run(platform, work)


def pass_on(platform: Platform, visit: Visit, recipient: str, name: str = "") -> Link:
    """A colleague gets a link of their own, with what was saved so far, and this one ends."""

    def work(act: Act) -> Link:
        link, task = _open(act, visit)
        asked = Invitation(recipient.strip(), name.strip(), link.language, link.expires_at - act.now, link.needs_code, link.note)
        checked(asked)
        if asked.recipient.casefold() == link.recipient.casefold():
            raise _wrong("This is your own address. Write that of your colleague.", "recipient")
        act.uow.save_link(replace(link, ended_at=act.now, ended_how=Ended.PASSED_ON, seen_at=act.now))
        made = invite(platform, act, task, (asked, link.actor_id))
        if draft := act.uow.form_draft(of_task(task.id), link.actor_id):
            act.uow.save_form_draft(replace(draft, author=made.actor_id))
        data = {"task": task.id, "link": link.id, "to": made.recipient, "new_link": made.id}
        _note(platform, act, (link, task), Note("passed-on", task.activity, data))
        _tell(platform, act, (link, task), (telling.ANSWER, f"Passed on to {made.recipient}"))
        return made

    return run(platform, work)


def hand_in(platform: Platform, visit: Visit, filled: tuple[Variables, str | None], seen: Seen) -> UserTask:
    """Complete the task through the link, for good; a letter says what was handed in, with the way back to it."""
    actor = visit.link.actor()

    def work(act: Act) -> UserTask:
        link, task = _open(act, visit)
        done = finish(platform, act, actor, (task.id, filled), seen)
        act.uow.save_link(replace(link, seen_at=act.now))
        letters.post(platform, act, letter_to(link, RECEIPT, {"task": task.title or task.name}))
        return done

    return run(platform, work)


def _open(act: Act, visit: Visit) -> tuple[Link, UserTask]:
    """The link and its task, both locked, if the link still opens it."""
    if visit.link.task_id is None:
        raise Conflict(said("There is nothing to answer here."))
    task, _ = act.uow.locked_task(visit.link.task_id)
    link = act.uow.locked_link(visit.link.id)
    if link.standing(task, act.now) is not Standing.OPEN or link.generation != visit.session.generation:
        raise Conflict(said("This was answered or closed meanwhile. Nothing was changed."))
    return link, task


def _note(platform: Platform, act: Act, where: tuple[Link, UserTask], note: Note) -> None:
    link, task = where
    advance(platform, act, act.uow.instance(task.instance_id), note, link.actor())


def _tell(platform: Platform, act: Act, about: tuple[Link, UserTask], told: tuple[str, str]) -> None:
    link, task = about
    kind, text = told
    persons, groups = _keepers(act, link, task)
    values = {"text": text, "by": _who(link)}
    tell(platform, act, Event(kind, persons, groups, task.id, task.instance_id, values, by=link.actor_id))


def _keepers(act: Act, link: Link, task: UserTask) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The people and groups that take care of the task: who has it, else who sent it, else those who may take it."""
    if task.assignee:
        return (task.assignee,), ()
    if any(person.id == link.created_by for person in act.uow.people()):
        return (link.created_by,), ()
    return task.candidate_users, task.candidate_groups


def _who(link: Link) -> str:
    return f"{link.name} ({link.recipient})" if link.name else link.recipient


def _said(text: str, missing: str) -> str:
    text = text.strip()
    if not text:
        raise _wrong(missing, "text")
    if len(text) > LONGEST:
        raise _wrong(f"Please keep it below {LONGEST} characters.", "text")
    return text


def _wrong(message: str, field: str) -> InvalidInput:
    return InvalidInput(message, problems=[Problem("outside", message, field=field)])
