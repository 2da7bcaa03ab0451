"""A boundary event stands on an activity of its own process or sub-process."""

from collections.abc import Iterator

from baton.engine.lint.model import ACTIVITIES, Model, is_event_sub_process
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import local


@rule("attached-to", "The {name} is not attached to an activity of the same process; attach it to a task or sub-process.")
def attached_to(model: Model) -> Iterator[Hit]:
    for event in model.of("boundaryEvent"):
        host = model.by_id.get(event.get("attachedToRef", ""))
        fits = host is not None and local(host) in ACTIVITIES and host.getparent() is event.getparent()
        if host is None or not fits or is_event_sub_process(host):
            yield hit(event)
