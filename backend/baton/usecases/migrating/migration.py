"""Letting running instances go on under another version: one, many, or deliberately not."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from baton.domain.actors import Actor
from baton.domain.definitions import ProcessDefinition
from baton.domain.engine import Migrate, Note
from baton.domain.errors import CannotMigrate, Conflict, InvalidInput, Rejection
from baton.domain.instances import InstanceState, ProcessInstance
from baton.domain.migration import LEFT_ALONE, Plan
from baton.domain.policy import require
from baton.domain.problems import Problem
from baton.usecases.act import Act, Answered, RequestKey, perform, run
from baton.usecases.advance import advance, live_state
from baton.usecases.instances import find_definition
from baton.usecases.migrating.impact import checked, look
from baton.usecases.migrating.missing import target_of
from baton.usecases.platform import Platform


@dataclass(frozen=True)
class Wish:
    """To which version (id, or a key for its newest), and which of its elements take the place of those that are gone."""

    definition: str
    mapping: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Done:
    """What became of one instance of many. ``message`` says why it stayed where it was."""

    instance_id: str
    migrated: bool
    message: str = ""


def migrate(
    platform: Platform, actor: Actor, instance_id: str, wish: Wish, key: RequestKey | None = None
) -> ProcessInstance | Answered:
    """Let the instance go on under the other version. Raises ``CannotMigrate`` with every reason, nothing changed."""
    require(actor, "instance.migrate")
    return perform(platform, lambda act: _migrate(platform, act, actor, (instance_id, wish)), key)


def dry_run(platform: Platform, actor: Actor, instance_id: str, wish: Wish) -> Plan:
    """What ``migrate`` would meet and do; nothing is written."""
    require(actor, "impact.see")
    with platform.store.read() as uow:
        instance = uow.instance(instance_id)
        target = _target(uow.latest_definition(wish.definition) or uow.definition(wish.definition), instance)
    return look(platform, instance_id, target_of(platform, target, wish.mapping))


def migrate_many(platform: Platform, actor: Actor, instance_ids: Iterable[str], wish: Wish) -> list[Done]:
    """Each instance on its own: what cannot go on stays where it is, and the others do not wait for it."""
    require(actor, "instance.migrate")
    return [_one(platform, actor, instance_id, wish) for instance_id in instance_ids]


def leave(platform: Platform, actor: Actor, instance_ids: Iterable[str]) -> None:
    """Say that these instances go on under the version they are on; it stands in their journals, once."""
    require(actor, "instance.migrate")
    wanted = list(instance_ids)
    said = platform.queries.left_alone(wanted)
    for instance_id in wanted:
        run(platform, lambda act, id=instance_id: _leave(platform, act, actor, (id, said.get(id))))  # type: ignore[misc]


def _one(platform: Platform, actor: Actor, instance_id: str, wish: Wish) -> Done:
    try:
        migrate(platform, actor, instance_id, wish)
    except Rejection as refusal:
        return Done(instance_id, False, str(refusal))
    return Done(instance_id, True)


def _migrate(platform: Platform, act: Act, actor: Actor, what: tuple[str, Wish]) -> ProcessInstance:
    instance_id, wish = what
    instance = act.uow.instance(instance_id)
    target = _target(find_definition(act, wish.definition), instance)
    _require_watched(act, instance, target)
    state = live_state(platform, act, instance)
    act.unmoved[instance.id] = (instance.seq, state)
    plan = checked(act.uow, instance, platform.engine.plan(state, target, wish.mapping, act.now))
    if plan.obstacles:
        raise refused(plan)
    return advance(platform, act, instance, Migrate(target.id, wish.mapping, target.version), actor)


def _require_watched(act: Act, instance: ProcessInstance, target: ProcessDefinition) -> None:
    """A version older than every approval would let what was approved change in silence."""
    if not target.outline.has_approvals and act.uow.approvals(instance.id, standing=True):
        raise Conflict(f"Version {target.version} knows nothing of the approvals that were given here. Nothing was changed.")


def refused(plan: Plan) -> CannotMigrate:
    """The refusal with every reason."""
    told = " ".join(dict.fromkeys(obstacle.message for obstacle in plan.obstacles))
    return CannotMigrate(
        f"{told} Nothing was changed.",
        problems=[
            Problem(f"migration.{'needs-mapping' if one.mappable else 'cannot'}", one.message, element_id=one.element_id or None)
            for one in plan.obstacles
        ],
    )


def _target(found: ProcessDefinition, instance: ProcessInstance) -> ProcessDefinition:
    if found.key != instance.definition_key:
        raise InvalidInput(f"The instance runs “{instance.definition_key}”; “{found.key}” is another process.")
    if found.id == instance.definition_id:
        raise Conflict(f"The instance is on version {found.version} already.")
    return found


def _leave(platform: Platform, act: Act, actor: Actor, what: tuple[str, str | None]) -> None:
    instance_id, said = what
    instance = act.uow.instance(instance_id)
    if said != instance.definition_id and instance.state is InstanceState.ACTIVE:
        note = Note(LEFT_ALONE, None, {"definition": instance.definition_id})
        advance(platform, act, instance, note, actor)
