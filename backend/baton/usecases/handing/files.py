"""The files in the values of a form: whether they may be sent with it, and that they are kept from then on."""

from baton.domain.actors import PLATFORM, Actor
from baton.domain.engine import Variables
from baton.domain.errors import said
from baton.domain.ports.persistence import UnitOfWork
from baton.domain.problems import Problem
from baton.domain.working.attachments import Attachment, AttachmentAddress, ScanState, addresses_in
from baton.domain.working.form_drafts import of_task
from baton.usecases.act import Act


def file_problems(
    uow: UnitOfWork, actor: Actor, values: Variables, known: Variables, instance_id: str | None = None
) -> tuple[Problem, ...]:
    """Why files may not be sent: gone, refused by the scanner, or somebody else's, named by an address that was tampered with.
    What the process knows already (``known``) may stay."""
    sent = list(addresses_in(values))
    if not sent or actor is PLATFORM:
        return ()
    held = uow.attachments({address.id for _, address in sent})
    familiar = {address.id for _, address in addresses_in(known)}
    found = []
    for path, address in sent:
        attachment = held.get(address.id)
        if attachment is None or not _names(address, attachment):
            reason = said("“{name}” is no longer here. Add the file again.", name=address.name or path)
            found.append(Problem("file.gone", reason, field=path))
        elif attachment.scan is ScanState.REFUSED:
            reason = said("“{name}” was refused by the virus scanner. Remove it or send another file.", name=attachment.name)
            found.append(Problem("file.infected", reason, field=path))
        elif address.id not in familiar and attachment.uploaded_by != actor.id and not _of(attachment, instance_id):
            found.append(Problem("file.foreign", said("“{name}” is not a file of yours.", name=address.name), field=path))
    return tuple(found)


def hand_in(act: Act, values: Variables, instance_id: str, task_id: str | None = None) -> None:
    """The form was sent: its files belong to the instance, and nobody needs a draft of it any more."""
    ids = [address.id for _, address in addresses_in(values)]
    if ids:
        act.uow.keep_attachments(ids, instance_id)
    if task_id:
        act.uow.drop_form_drafts(of_task(task_id))


def _of(attachment: Attachment, instance_id: str | None) -> bool:
    return instance_id is not None and attachment.instance_id == instance_id


def _names(address: AttachmentAddress, attachment: Attachment) -> bool:
    """Whether the address says of the file what is true; its hash goes into the journal."""
    told = (address.name, address.media_type, address.size, address.digest)
    return told == (attachment.name, attachment.media_type, attachment.size, attachment.digest)
