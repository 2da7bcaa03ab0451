"""Approvals that are void because something they were about has changed: found and said in the transaction of the change."""

import uuid
from collections.abc import Iterator, Mapping

from baton.domain.actors import PLATFORM, Actor
from baton.domain.definitions import ProcessDefinition
from baton.domain.engine import Advance, Note
from baton.domain.instances import ProcessInstance
from baton.domain.people import Notice
from baton.domain.working.approvals import Approval, differences
from baton.usecases.act import Act

VOIDED = "approval-voided"


def void(act: Act, instance: ProcessInstance, step: Advance, actor: Actor) -> Iterator[Note]:
    """A note for the journal for each approval that the step made void. ``instance`` is the headline after the step. Models
    without material fields pay nothing for it."""
    if not (step.changed or step.removed) or not _definition(act, instance).outline.has_approvals:
        return
    for approval in act.uow.approvals(instance.id, standing=True):
        found = differences(approval, step.changed, step.removed)
        if found:
            act.uow.save_approval(approval.voided(act.now, (instance.seq, actor.id), found))
            _tell(act, instance, approval, (actor, [change["field"] for change in found]))
            yield Note(VOIDED, approval.activity, _told(approval, found))


def _definition(act: Act, instance: ProcessInstance) -> ProcessDefinition:
    return act.uow.definition(instance.definition_id)


def _told(approval: Approval, changes: list[dict[str, str]]) -> dict[str, object]:
    return {"approval": approval.id, "seq": approval.seq, "person": approval.person_id, "changes": changes}


def _tell(act: Act, instance: ProcessInstance, approval: Approval, by: tuple[Actor, list[str]]) -> None:
    actor, fields = by
    key = instance.business_key or instance.id[-6:]
    named = ", ".join(fields)
    texts: Mapping[str, str] = {
        approval.person_id: f"Your approval “{approval.name}” of {key} is void: {named} changed afterwards.",
        actor.id: f"With your change of {named}, the approval “{approval.name}” of {key} is void.",
    }
    people = {approval.person_id} | ({actor.id} if actor.id != PLATFORM.id else set())
    act.uow.add_notices(
        Notice(str(uuid.uuid5(uuid.NAMESPACE_OID, f"{approval.id}/{person}")), person, texts[person], f"/instances/{instance.id}", act.now)
        for person in sorted(people)
    )  # fmt: skip
