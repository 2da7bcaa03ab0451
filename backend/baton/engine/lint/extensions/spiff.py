"""An extension that nobody reads."""

from collections.abc import Iterator

from baton.domain.problems import WARNING
from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BPMN, SPIFF, local

KNOWN = frozenset(
    (
        "properties", "property", "instructionsForEndUser", "unitTests", "serviceTaskOperator", "parameters", "parameter",
        "taskMetadataValues", "variableName", "preScript", "postScript", "calledDecisionId", "messagePayload",
        "messageVariable", "processVariableCorrelation", "payloadExpression", "retry", "guestConfirmation", "signalButtonLabel",
        "allowGuest", "isOutputSynthetic", "isSequential", "category",
    )
)  # fmt: skip


@rule(
    "unknown-extension",
    "The extension {tag} of the {name} is not known and does nothing; remove it or correct its name.",
    WARNING,
)
def spiff(model: Model) -> Iterator[Hit]:
    for box in model.of("extensionElements"):
        for element in box.iterchildren(f"{{{SPIFF}}}*"):
            owner = box.getparent()
            if local(element) not in KNOWN and owner is not None and str(owner.tag).startswith(f"{{{BPMN}}}"):
                yield hit(owner, tag=local(element))
