"""Looking at a submission as it was, and at whether it still is what the journal says."""

import hashlib
from dataclasses import dataclass

from baton.domain.actors import Actor
from baton.domain.errors import NotFound, said
from baton.domain.journal import Entry, chained
from baton.domain.policy import can
from baton.domain.working.approvals import Approval
from baton.domain.working.signing import Signature
from baton.domain.working.submissions import KeptSubmission
from baton.usecases.platform import Platform


@dataclass(frozen=True)
class ReadSubmission:
    """A submission with what hangs on it. ``intact``: its content has the digest that its entry of the hash chain holds."""

    kept: KeptSubmission
    intact: bool
    approval: Approval | None = None
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True)
class KeptOfInstance:
    """What an instance has of these: the ids of submissions by the seq of their entries, approvals and signatures."""

    submissions: dict[int, str]
    approvals: tuple[Approval, ...]
    signatures: tuple[Signature, ...]


def submission(platform: Platform, actor: Actor, id: str) -> ReadSubmission:
    """The submission, if the actor may see its instance or made it themselves; any other does not exist for them."""
    with platform.store.read() as uow:
        kept = uow.submission(id)
        if not _may_see(platform, actor, kept):
            raise NotFound(said("There is no submission {id} that you may see.", id=id))
        entries = uow.entries(kept.instance_id, max(kept.seq - 2, 0), kept.seq)
        approvals = [one for one in uow.approvals(kept.instance_id) if one.submission_id == id]
        signatures = [one for one in uow.signatures(kept.instance_id) if one.submission_id == id]
    return ReadSubmission(kept, _is_intact(kept, entries), next(iter(approvals), None), tuple(signatures))


def of_instance(platform: Platform, instance_id: str) -> KeptOfInstance:
    """What is kept of an instance that the actor was already found to see."""
    with platform.store.read() as uow:
        return KeptOfInstance(uow.submissions(instance_id), tuple(uow.approvals(instance_id)), tuple(uow.signatures(instance_id)))


def _may_see(platform: Platform, actor: Actor, kept: KeptSubmission) -> bool:
    if actor.scopes is not None and "instance.see" not in actor.scopes:
        return False
    if kept.person_id in actor.hands:
        return True
    if actor.only_task is not None:
        return False
    instance = platform.queries.instance_row(kept.instance_id).instance
    return can(actor, "instance.see", instance) or platform.queries.touched(actor, kept.instance_id)


def _is_intact(kept: KeptSubmission, entries: list[Entry]) -> bool:
    """The content against its digest, that digest against the entry, the entry against the chain."""
    if not entries or entries[-1].seq != kept.seq:
        return False
    entry, before = entries[-1], entries[-2].hash if len(entries) > 1 else ""
    command = entry.content.get("command", {})
    return hashlib.sha256(kept.text).hexdigest() == kept.digest == command.get("seen") and entry.hash == chained(
        before, entry.body
    )
