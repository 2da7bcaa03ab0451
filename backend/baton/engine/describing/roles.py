"""Who has which part in a step (RACI), read from what the model says about it."""

from dataclasses import replace

from lxml import etree

from baton.domain.documentation import Roles
from baton.engine.lint.model import Model
from baton.engine.xml import BATON, extension, local

WORKED_BY_PEOPLE = ("userTask", "manualTask")
# Attributes of ``baton:task`` that name a person or groups who work on it, the most definite first.
WORKING = ("assignee", "candidateUsers", "candidateGroups")


def roles(node: etree._Element, lane: str | None, model: Model) -> Roles:
    """Written parts win. Else whoever is assigned does it, and who gets it when time runs out answers for it."""
    if local(node) not in WORKED_BY_PEOPLE:
        return Roles()
    box = next(extension(node, "task", BATON), None)
    told = Roles(*(_names(box, attribute) for attribute in ("responsible", "accountable", "consulted", "informed")))
    responsible = told.responsible or next(filter(None, (_names(box, name) for name in WORKING)), ()) or ((lane,) if lane else ())
    accountable = told.accountable or tuple(name for name in _escalated_to(node, model) if name not in responsible)
    return replace(told, responsible=responsible, accountable=accountable)


def _escalated_to(node: etree._Element, model: Model) -> tuple[str, ...]:
    """The lanes of the user tasks right behind interrupting timers of the step."""
    found: list[str] = []
    for event in model.attached(node):
        if event.get("cancelActivity") == "false":
            continue
        for flow in model.outgoing(event):
            target = model.target(flow)
            if target is not None and local(target) in WORKED_BY_PEOPLE:
                found.extend(roles(target, _lane(target), model).responsible)
    return tuple(dict.fromkeys(found))


def _lane(node: etree._Element) -> str | None:
    process = next(found for found in node.iterancestors() if local(found) == "process")
    for lane in process.iter("{*}lane"):
        if any((ref.text or "").strip() == node.get("id") for ref in lane.iter("{*}flowNodeRef")):
            return str(lane.get("name") or lane.get("id", ""))
    return None


def _names(box: etree._Element | None, attribute: str) -> tuple[str, ...]:
    written = "" if box is None else box.get(attribute) or ""
    return tuple(name.strip().strip("\"'") for name in written.split(",") if name.strip())
