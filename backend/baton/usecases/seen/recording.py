"""Keeping what somebody saw when they pressed the button, in the transaction of the press; and the approval it may be."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from baton.domain.actors import Actor
from baton.domain.definitions import ElementOutline, Outcome, ProcessDefinition
from baton.domain.engine import Variables
from baton.domain.forms import EMPTY_FORM, Form
from baton.domain.instances import ProcessInstance
from baton.domain.proof.canonical import canonical
from baton.domain.tasks import UserTask
from baton.domain.working.approvals import Approval, is_approval, material_digests
from baton.domain.working.submissions import FORMAT, NOTHING_SEEN, KeptSubmission, Seen, documents_in, packed
from baton.usecases.act import Act
from baton.usecases.platform import Platform
from baton.usecases.seen.signing import Given, given, require_consent, sign


@dataclass(frozen=True)
class Filled:
    """A form as somebody hands it in: accepted ``values``, the ``variables`` the task saw, what the form was ``initial``ly filled in
    with, the ``outcome`` they chose."""

    values: Variables
    form: Form = EMPTY_FORM
    variables: Variables = field(default_factory=dict)
    initial: Variables = field(default_factory=dict)
    outcome: Outcome | None = None
    seen: Seen = NOTHING_SEEN

    @property
    def on_the_page(self) -> Variables:
        """What stands in the fields. A page sends all of them; a program only what it changes."""
        return self.values if self.seen.language else {**self.initial, **self.values}

    def require_consent(self) -> None:
        """Refuse what is signed without consent."""
        require_consent(self.signed, self.seen)

    @cached_property
    def signed(self) -> Given:
        """What is signed with it."""
        return given(self.form, self.values, self.variables)


@dataclass(frozen=True)
class Place:
    """Where it is handed in: the next entry of which instance, for which element, by whom. A start has no task."""

    instance: ProcessInstance
    definition: ProcessDefinition
    element_id: str
    actor: Actor
    task: UserTask | None = None


def keep(platform: Platform, act: Act, place: Place, filled: Filled) -> KeptSubmission:
    """Store the submission, and the approval that it may be; its digest belongs into the command that goes to the journal."""
    instance, task, seen = place.instance, place.task, filled.seen
    seq = instance.seq + 1
    on_behalf_of = (task.on_behalf_of if task else "") or ""
    digest, content = packed({
        "format": FORMAT, "instance": instance.id, "seq": seq, "at": act.now.isoformat(),
        "process": {"definition": place.definition.id, "key": place.definition.key, "version": place.definition.version,
                    "title": place.definition.title},
        "task": {"id": task.id, "activity": task.activity, "name": task.name, "title": task.title} if task else None,
        "element": place.element_id, "person": {"id": place.actor.id, "name": place.actor.name}, "on_behalf_of": on_behalf_of,
        "form": {"name": filled.form.name, "digest": form_digest(place.definition, filled.form)},
        "language": seen.language, "time_zone": seen.time_zone, "numbers": seen.numbers,
        "outcome": {"value": filled.outcome.value, "label": filled.outcome.label} if filled.outcome else None,
        "values": filled.values, "attachments": documents_in(filled.values),
        "shown": _shown(platform, filled) if filled.form is not EMPTY_FORM else None,
    })  # fmt: skip
    kept = KeptSubmission(
        platform.ids.new(), instance.id, seq, place.actor.id, act.now, digest, content, task.id if task else None,
        place.element_id, on_behalf_of,
    )  # fmt: skip
    act.uow.add_submission(kept)
    if filled.signed:
        sign(platform, act, kept, (filled.signed, {**filled.variables, **filled.values}, seen))
    element = place.definition.outline.elements.get(place.element_id)
    if task and element and is_approval(element, filled.outcome):
        act.uow.add_approval(_approval(platform, element, task, (filled, kept)))
    return kept


def _approval(platform: Platform, element: ElementOutline, task: UserTask, done: tuple[Filled, KeptSubmission]) -> Approval:
    filled, kept = done
    seen: dict[str, Any] = {**filled.variables, **filled.values}
    material = material_digests(element.material_fields, seen)
    tops = {path.partition(".")[0] for path in material}
    return Approval(
        platform.ids.new(), kept.instance_id, kept.id, kept.seq, task.activity, element.id, element.name or element.id, kept.person_id,
        filled.outcome.value if filled.outcome else "", kept.at, kept.digest, material,
        documents_in({name: value for name, value in seen.items() if name in tops}),
    )  # fmt: skip


def _shown(platform: Platform, filled: Filled) -> dict[str, Any]:
    told = platform.forms.shown(filled.form, filled.on_the_page, filled.seen)
    return {**told, "page": _without_gaps(told["page"])}


def _without_gaps(place: dict[str, Any]) -> dict[str, Any]:
    """The place without what is not there to be seen: that is most of it, and every byte is hashed and kept."""
    said = {name: part for name, part in place.items() if part}
    if children := said.get("children"):
        said["children"] = [_without_gaps(child) for child in children]
    return said


def form_digest(definition: ProcessDefinition, form: Form) -> str:
    """The SHA-256 of the form's file as it was deployed; of what it says, where it comes from the shared library."""
    content = definition.files.get(form.name)
    if content is None:
        content = canonical([form.schema, form.ui]).encode() if form.name else b""
    return _digest(content)


@lru_cache(maxsize=256)  # the same few files, again and again
def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
