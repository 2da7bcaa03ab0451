"""An escalation or error that is thrown needs a code, or nobody knows which one to catch."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BPMN

CODES = {"error": "errorCode", "escalation": "escalationCode"}


@rule("throw-code", "The {name} throws an {kind} without a code; choose an {kind} and give it a code.")
def throw_code(model: Model) -> Iterator[Hit]:
    for event in model.of("endEvent", "intermediateThrowEvent"):
        for kind, code in CODES.items():
            definition = event.find(f"{{{BPMN}}}{kind}EventDefinition")
            if definition is None:
                continue
            target = model.by_id.get(definition.get(f"{kind}Ref", "").rpartition(":")[2])
            if target is None or not target.get(code):
                yield hit(event, kind=kind)
