"""A message or signal without a name can never be correlated."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import local

KINDS = {"messageRef": "message", "signalRef": "signal"}


@rule("message-name", "The {name} uses a {kind} without a name; choose a {kind} and give it a name.")
def message_name(model: Model) -> Iterator[Hit]:
    for element in model.of("messageEventDefinition", "signalEventDefinition", "sendTask", "receiveTask"):
        for key, kind in KINDS.items():
            ref = element.get(key)
            target = model.by_id.get((ref or "").rpartition(":")[2])
            needed = ref is not None or local(element) == f"{kind}EventDefinition"
            if needed and (ref is None or (target is not None and not target.get("name"))):
                yield hit(element, kind=kind)
