"""A link is a sequence flow drawn in two pieces: each throwing piece needs exactly one catching piece in the same scope."""

from collections.abc import Iterator

from lxml import etree

from baton.engine.lint.model import EVENTS, Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BPMN, children, local

LINK = f"{{{BPMN}}}linkEventDefinition"
THROW, CATCH = "intermediateThrowEvent", "intermediateCatchEvent"


@rule("link-event", "The {name} is a link that {why}; link a throwing event to one catching event of the same name beside it.")
def link(model: Model) -> Iterator[Hit]:
    for event in model.of(*EVENTS):
        definition = event.find(LINK)
        if definition is not None and (why := _wrong(model, event, definition.get("name"))):
            yield hit(event, why=why)


def _wrong(model: Model, event: etree._Element, name: str | None) -> str | None:
    if local(event) not in (THROW, CATCH):
        return "can only stand in the middle of a path"
    if not name:
        return "has no name"
    if local(event) == THROW:
        found = len(_others(event, CATCH, name))
        return (
            "leads on by a sequence flow as well" if model.outgoing(event) else None if found == 1 else f"leads to {found} events"
        )
    if model.incoming(event):
        return "a sequence flow leads to as well"
    return None if _others(event, THROW, name) else "nothing leads to"


def _others(event: etree._Element, tag: str, name: str) -> list[etree._Element]:
    scope = event.getparent()
    beside = children(scope, tag) if scope is not None else ()
    return [other for other in beside if any(found.get("name") == name for found in other.iterchildren(LINK))]
