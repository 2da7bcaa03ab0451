"""Publishing a draft: deployed as it is stored, with a second person's agreement where the house wants one."""

from dataclasses import replace

from baton.domain.actors import Actor
from baton.domain.errors import Conflict, Forbidden, NotFound
from baton.domain.modelling import Draft, version_of
from baton.domain.policy import require
from baton.usecases.act import Act, run
from baton.usecases.deploy import Deployment, accepted, deploy_checked
from baton.usecases.platform import Platform
from baton.usecases.reviews import is_approved, wants_approval
from baton.usecases.testing.gate import require_green


def publish(platform: Platform, actor: Actor, draft_id: str, note: str = "", despite: str = "") -> Deployment:
    """Deploy the draft as it is stored, and remember on its version what came of it; ``despite``: why it is published although
    scenarios are red. Raises ``InvalidInput`` with all problems, ``Forbidden`` while a second person has not agreed to exactly
    this revision."""
    require(actor, "model.deploy")
    with platform.store.read() as uow:
        kept = uow.draft(draft_id)
    files, report = accepted(platform, kept.files)
    note = "\n".join(filter(None, (note, require_green(platform, kept, despite))))

    def work(act: Act) -> Deployment:
        draft = act.uow.draft(draft_id)
        if draft.revision != kept.revision:
            raise Conflict(f"“{draft.name}” was saved while it was being published. Publish it again.", draft=draft_id)
        keys = {process.key for process in report.processes}
        if wants_approval(platform, act.uow, draft, keys) and not is_approved(act.uow, draft):
            text = f"A second person has to approve revision {draft.revision} of “{draft.name}” before it is published."
            raise Forbidden(text, review=draft_id)
        made = deploy_checked(platform, act, files, report, actor, kept.pack)
        _remember(act, draft, tuple(definition.id for definition in made.definitions), note)
        return made

    return run(platform, work)


def _remember(act: Act, draft: Draft, made: tuple[str, ...], note: str) -> None:
    try:
        version = act.uow.draft_version(draft.id, draft.revision)
    except NotFound:
        version = version_of(draft)
    ids = tuple(dict.fromkeys((*version.definitions, *made)))
    act.uow.save_draft_version(replace(version, definitions=ids, note=note or version.note))
