"""Going on with what was typed into a task's form before: here, in another tab, or on another device."""

from dataclasses import replace

from baton.domain.actors import Actor
from baton.domain.engine import Variables
from baton.domain.policy import can
from baton.domain.tasks import TaskState
from baton.domain.working.form_drafts import of_task
from baton.usecases.tasks import OpenForm
from baton.usecases.worklist import completing
from baton.web.autosave.view import DraftView, left, task_draft
from baton.web.wired import platform


def resumed(actor: Actor, opened: OpenForm) -> tuple[Variables | None, DraftView | None]:
    """What stands in the form and what is said about it, where the actor may go on: the draft, unless they sent the form later
    and took that back."""
    task = opened.task
    at_work = task.state is TaskState.OPEN and can(actor, "task.complete", task)
    if not at_work or completing.pending(platform(), [task.id]):
        return None, None
    draft = task_draft(actor, task.id)
    sent = completing.kept(platform(), actor, task.id)
    if draft.saved_at is None or (sent and sent.at >= draft.saved_at):
        return None, draft
    return left(opened.form, actor, of_task(task.id), opened.values), replace(draft, restored=True)
