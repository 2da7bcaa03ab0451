"""Approvals that are void because something they were about has changed: found and said in the transaction of the change."""

from collections.abc import Iterator

from baton.domain.actors import PLATFORM, Actor
from baton.domain.definitions import ProcessDefinition
from baton.domain.engine import Advance, Note
from baton.domain.instances import ProcessInstance
from baton.domain.working.approvals import Approval, differences
from baton.domain.working.links import ACTOR
from baton.domain.working.telling import APPROVAL_VOIDED, Event
from baton.usecases.act import Act
from baton.usecases.platform import Platform
from baton.usecases.telling.events import tell

VOIDED = "approval-voided"


def void(platform: Platform, act: Act, instance: ProcessInstance, step: Advance, actor: Actor) -> Iterator[Note]:
    """A note for the journal for each approval that the step made void. ``instance`` is the headline after the step. Models
    without material fields pay nothing for it."""
    if not (step.changed or step.removed) or not _definition(act, instance).outline.has_approvals:
        return
    for approval in act.uow.approvals(instance.id, standing=True):
        found = differences(approval, step.changed, step.removed)
        if found:
            act.uow.save_approval(approval.voided(act.now, (instance.seq, actor.id), found))
            _tell(platform, act, instance, (approval, actor, ", ".join(change["field"] for change in found)))
            yield Note(VOIDED, approval.activity, _told(approval, found))


def _definition(act: Act, instance: ProcessInstance) -> ProcessDefinition:
    return act.uow.definition(instance.definition_id)


def _told(approval: Approval, changes: list[dict[str, str]]) -> dict[str, object]:
    return {"approval": approval.id, "seq": approval.seq, "person": approval.person_id, "changes": changes}


def _tell(platform: Platform, act: Act, instance: ProcessInstance, told: tuple[Approval, Actor, str]) -> None:
    """Whoever approved hears of it, and whoever changed it."""
    approval, actor, fields = told
    people = [id for id in (approval.person_id, actor.id) if id != PLATFORM.id and not id.startswith(ACTOR)]
    text = f"Changed since then: {fields}."
    values = {"text": text, "title": approval.name, "task": approval.name}
    key, link = f"{approval.id}/void", f"/instances/{instance.id}"
    tell(
        platform,
        act,
        Event(APPROVAL_VOIDED, tuple(dict.fromkeys(people)), instance_id=instance.id, values=values, link=link, key=key),
    )
