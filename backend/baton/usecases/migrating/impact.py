"""What another version means for the instances that run: each is tried in memory, and nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from baton.domain.actors import Actor
from baton.domain.definitions import ProcessDefinition
from baton.domain.errors import Rejection
from baton.domain.instances import InstanceState, ProcessInstance
from baton.domain.migration import Fate, Obstacle, Places, Plan
from baton.domain.policy import require
from baton.domain.ports.persistence import UnitOfWork
from baton.domain.ports.queries import InstanceFilter, InstanceRow, PageRequest
from baton.usecases.advance import stored_state
from baton.usecases.deploy import accepted, digest_of
from baton.usecases.migrating.missing import Target, missing, target_of
from baton.usecases.platform import Platform


@dataclass(frozen=True)
class Affected:
    """One running instance and what the version means for it. ``left``: somebody decided that it stays as it is."""

    row: InstanceRow
    plan: Plan
    left: bool = False


@dataclass(frozen=True)
class Impact:
    """Some of the instances that run under other versions than ``target``, and how many there are in all."""

    target: ProcessDefinition
    items: tuple[Affected, ...]
    total: int
    next: str | None = None

    def count(self, fate: Fate) -> int:
        """How many of these have that fate."""
        return sum(item.plan.fate is fate for item in self.items)


def drafted(platform: Platform, actor: Actor, files: Mapping[str, bytes]) -> tuple[ProcessDefinition, ...]:
    """The versions that deploying these files would make. Raises ``InvalidInput`` with every problem."""
    require(actor, "impact.see")
    ours, report = accepted(platform, files)
    digest, now = digest_of(ours), platform.clock.now()
    elements = {id: element for outline in report.processes for id, element in outline.elements.items()}
    return tuple(
        ProcessDefinition(
            f"draft:{outline.key}:{digest}", outline.key, 0, outline.title,
            replace(outline, elements={**elements, **outline.elements}), ours, digest, now, actor.id,
        )
        for outline in report.processes
    )  # fmt: skip


def impact(
    platform: Platform, actor: Actor, target: ProcessDefinition, page: PageRequest, mapping: Places | None = None
) -> Impact:
    """What going on under ``target`` would mean for the instances of other versions, a page of them."""
    require(actor, "impact.see")
    wanted = InstanceFilter(target.key, InstanceState.ACTIVE.value, other_than=target.id)
    found = platform.queries.instances(actor, wanted, page)
    left = platform.queries.left_alone(row.instance.id for row in found.items)
    wish = target_of(platform, target, mapping or {})
    items = (
        Affected(row, look(platform, row.instance.id, wish), left.get(row.instance.id) == row.instance.definition_id)
        for row in found.items
    )
    running = platform.queries.running(target.key)
    total = sum(count for definition_id, count in running.items() if definition_id != target.id)
    return Impact(target, tuple(items), total, found.next)


def look(platform: Platform, instance_id: str, target: Target) -> Plan:
    """What going on under ``target`` would mean for one instance; one transaction that only reads."""
    with platform.store.read() as uow:
        instance = uow.instance(instance_id)
        if instance.state is not InstanceState.ACTIVE:
            return _cannot(target.definition, f"It has ended meanwhile ({instance.state.value}).")
        return checked(uow, instance, _tried(platform, uow, instance, target))


def checked(uow: UnitOfWork, instance: ProcessInstance, plan: Plan) -> Plan:
    """The plan with what only the rows know: calls that are under way."""
    under_way = {job.activity: job for job in uow.jobs_under_way(instance.id)} if plan.calls else {}
    obstacles = tuple(
        Obstacle(
            activity, job.element_id or "", job.element_id or "", instance.definition_key,
            f"The call {job.operation} of “{job.element_id}” is under way; wait for its answer first.",
        )
        for activity in plan.calls if (job := under_way.get(activity)) is not None
    )  # fmt: skip
    return replace(plan, obstacles=(*plan.obstacles, *obstacles))


def _tried(platform: Platform, uow: UnitOfWork, instance: ProcessInstance, target: Target) -> Plan:
    """The plan for the state in memory, which nobody else has meanwhile, or for the one that the journal gives: looking at
    thousands must not fill the memory."""
    held = platform.live.take(instance.id)
    try:
        state = held[1] if held and held[0] == instance.seq else stored_state(platform, uow, instance)
        plan = platform.engine.plan(state, target.definition, target.mapping, platform.clock.now())
        return replace(plan, remarks=(*plan.remarks, *missing(target, plan, platform.engine.variables(state))))
    except Rejection as refusal:
        return _cannot(target.definition, f"Its journal cannot be folded again: {refusal}")
    finally:
        if held:
            platform.live.put(instance.id, *held)


def _cannot(target: ProcessDefinition, message: str) -> Plan:
    return Plan((Obstacle("", "", "", target.key, message),), changed=True)
