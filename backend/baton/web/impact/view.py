"""The running instances that a version concerns, in the words of the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from baton.domain.actors import Actor
from baton.domain.definitions import ElementOutline, ProcessDefinition
from baton.domain.migration import Fate, Obstacle, Plan
from baton.domain.policy import can
from baton.domain.ports.queries import PageRequest
from baton.usecases.migrating.impact import Affected, impact
from baton.web.impact.asking import FATES, LATER, LEAVE, NOW, PLACE, Asked
from baton.web.wired import platform
from baton.web.words import Chip, listed

PAGE = 50
_CHIPS = {
    Fate.UNAFFECTED: Chip("Unaffected", "circle-check", "ok"),
    Fate.MIGRATES: Chip("Migrates", "arrow-right", "info"),
    Fate.NEEDS_MAPPING: Chip("Needs mapping", "git-compare", "warn"),
    Fate.CANNOT: Chip("Cannot migrate", "ban", "danger"),
}
_MEANINGS = {
    Fate.UNAFFECTED: "Nothing changes at or ahead of where they stand.",
    Fate.MIGRATES: "Can go on in the new version from where they stand.",
    Fate.NEEDS_MAPPING: "Stand at something that is gone or different. Say below what takes its place.",
    Fate.CANNOT: "Would not run right in the new version. They stay on theirs.",
}
_PLACES = ("Task", "task", "Process", "Activity", "transaction", "intermediateCatchEvent", "eventBasedGateway")


@dataclass(frozen=True)
class Count:
    """One fate, how many have it among those looked at so far, and what it means."""

    chip: Chip
    number: int
    meaning: str


@dataclass(frozen=True)
class Line:
    """One instance. ``choice`` is what the form suggests for it."""

    id: str
    name: str
    version: int
    stands_at: str
    chip: Chip
    reasons: tuple[str, ...]
    movable: bool
    choice: str


@dataclass(frozen=True)
class Gap:
    """An element at which instances stand and that the version does not have: what may take its place."""

    field: str
    name: str
    instances: int
    options: tuple[tuple[str, str], ...]
    chosen: str
    suggested: bool = False


@dataclass(frozen=True)
class ImpactView:
    """The page, or its continuation."""

    target: ProcessDefinition
    path: str
    counts: tuple[Count, ...]
    lines: tuple[Line, ...]
    gaps: tuple[Gap, ...]
    places: dict[str, str]
    seen: int
    total: int
    more: str | None
    migrates: bool

    @property
    def movable(self) -> int:
        """How many of these could go on in the new version."""
        return sum(line.movable for line in self.lines)


def impact_view(actor: Actor, target: ProcessDefinition, path: str, wanted: Asked) -> ImpactView:
    """What ``target`` means for the instances that the address asks for."""
    found = impact(platform(), actor, target, PageRequest(PAGE, wanted.after or None), wanted.mapping)
    numbers = tuple(before + found.count(fate) for fate, before in zip(FATES, wanted.so_far, strict=True))
    more = wanted.address(path, found.next, numbers) if found.next else None
    ordered = sorted(found.items, key=lambda item: FATES.index(item.plan.fate))
    return ImpactView(
        target, path, tuple(Count(_CHIPS[fate], number, _MEANINGS[fate]) for fate, number in zip(FATES, numbers, strict=True)),
        tuple(_line(item) for item in ordered), _gaps(found.items, target, wanted), wanted.mapping,
        sum(numbers), max(found.total, sum(numbers)), more, can(actor, "instance.migrate"),
    )  # fmt: skip


def _line(item: Affected) -> Line:
    instance, plan = item.row.instance, item.plan
    movable = not plan.obstacles
    return Line(
        instance.id, instance.business_key or instance.id[-6:], item.row.version, listed(item.row.waits_at) or "–",
        _CHIPS[plan.fate], _reasons(plan), movable, LEAVE if item.left else NOW if movable else LATER,
    )  # fmt: skip


def _reasons(plan: Plan) -> tuple[str, ...]:
    """Why it cannot, or what would be different."""
    if plan.obstacles:
        return tuple(dict.fromkeys(obstacle.message for obstacle in plan.obstacles))
    again = set(plan.begins) & set(plan.ends)
    ends, begins = _told(plan.ends, again), _told(plan.begins, again)
    ahead = f"Different from here on: {listed(plan.differs)}." if plan.differs else ""
    parts = (*plan.remarks, f"Ends: {ends}." if ends else "", f"Begins: {begins}." if begins else "", ahead)
    return tuple(part for part in parts if part)


def _told(names: Iterable[str], without: set[str]) -> str:
    return ", ".join(name for name in names if name not in without)


def _gaps(items: Iterable[Affected], target: ProcessDefinition, wanted: Asked) -> tuple[Gap, ...]:
    """One question for each element that something has to take the place of; what was answered stays in sight."""
    asking: dict[str, list[tuple[Obstacle, str]]] = {}
    for item in items:
        for element_id, obstacle in {one.element_id: one for one in item.plan.obstacles if one.mappable}.items():
            asking.setdefault(element_id, []).append((obstacle, item.row.instance.definition_id))
    found = [_gap(id, ones, target, wanted.mapping.get(id, "")) for id, ones in asking.items()]
    old = _old_elements(items)
    answered = (id for id in wanted.mapping if id not in asking)
    return (
        *found,
        *(Gap(f"{PLACE}{id}", old[id].name if id in old else id, 0, _options(target, ""), wanted.mapping[id]) for id in answered),
    )


def _old_elements(items: Iterable[Affected]) -> dict[str, ElementOutline]:
    """The elements of the versions that these instances would leave."""
    with platform().store.read() as uow:
        versions = [uow.definition(id) for id in {item.row.instance.definition_id for item in items}]
    return {id: element for version in versions for id, element in version.outline.elements.items()}


def _gap(id: str, asking: list[tuple[Obstacle, str]], target: ProcessDefinition, chosen: str) -> Gap:
    obstacle, left = asking[0]
    options = _options(target, obstacle.scope)
    suggestion = "" if chosen else _suggestion(id, left, target, options)
    return Gap(f"{PLACE}{id}", obstacle.name, len(asking), options, chosen or suggestion, bool(suggestion))


def _suggestion(id: str, left: str, target: ProcessDefinition, options: tuple[tuple[str, str], ...]) -> str:
    """The one new element of the same kind if there is just one, or the one whose name has the most words in common."""
    with platform().store.read() as uow:
        old = uow.definition(left).outline.elements
    new = target.outline.elements
    if id not in old:
        return ""
    fresh = [one for one, _ in options if one not in old and new[one].type == old[id].type]
    if len(fresh) == 1:
        return fresh[0]
    words = set(old[id].name.lower().split())
    alike = sorted(fresh, key=lambda one: -len(words & set(new[one].name.lower().split())))
    return next((one for one in alike[:1] if words & set(new[one].name.lower().split())), "")


def _options(target: ProcessDefinition, scope: str) -> tuple[tuple[str, str], ...]:
    """Where a token can stand in a process or sub-process (in any, when none is given), by name."""
    fitting = [
        (id, element.name or id)
        for id, element in target.outline.elements.items()
        if scope in ("", element.process) and element.type.endswith(_PLACES)
    ]
    return tuple(sorted(fitting, key=lambda one: one[1].lower()))
