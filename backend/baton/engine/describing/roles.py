"""Who has which part in a step (RACI), read from what the model says about it."""

from collections.abc import Mapping

from lxml import etree

from baton.domain.documentation import Roles
from baton.engine.lint.model import Model
from baton.engine.xml import BATON, extension, local

WORKED_BY_PEOPLE = ("userTask", "manualTask")
# Attributes of ``baton:task`` that name a person or groups who work on it, the most definite first.
WORKING = ("assignee", "candidateUsers", "candidateGroups")


def roles(node: etree._Element, lanes: Mapping[str, str | None], model: Model) -> Roles:
    """Written parts win. Else whoever is assigned does it, and who gets it when time runs out answers for it. ``lanes`` by the id
    of the element."""
    if local(node) not in WORKED_BY_PEOPLE:
        return Roles()
    box = next(extension(node, "task", BATON), None)
    accountable, consulted, informed = (_names(box, attribute) for attribute in ("accountable", "consulted", "informed"))
    responsible = _responsible(node, lanes)
    accountable = accountable or tuple(name for name in _escalated_to(node, lanes, model) if name not in responsible)
    return Roles(responsible, accountable, consulted, informed)


def _responsible(node: etree._Element, lanes: Mapping[str, str | None]) -> tuple[str, ...]:
    box = next(extension(node, "task", BATON), None)
    lane = lanes.get(node.get("id", ""))
    return next(filter(None, (_names(box, name) for name in ("responsible", *WORKING))), (lane,) if lane else ())


def _escalated_to(node: etree._Element, lanes: Mapping[str, str | None], model: Model) -> tuple[str, ...]:
    """Who does the user tasks right behind interrupting timers of the step."""
    events = [event for event in model.attached(node) if event.get("cancelActivity") != "false"]
    targets = [model.target(flow) for event in events for flow in model.outgoing(event)]
    worked = [target for target in targets if target is not None and local(target) in WORKED_BY_PEOPLE]
    return tuple(dict.fromkeys(name for target in worked for name in _responsible(target, lanes)))


def _names(box: etree._Element | None, attribute: str) -> tuple[str, ...]:
    written = "" if box is None else box.get(attribute) or ""
    return tuple(name.strip().strip("\"'") for name in written.split(",") if name.strip())
