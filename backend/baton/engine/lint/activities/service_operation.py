"""A service task without an operation has nothing to call."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import SPIFF, extension


@rule("service-operation", "The {name} has no connector operation, so it cannot call anything; choose one.")
def service_operation(model: Model) -> Iterator[Hit]:
    for node in model.of("serviceTask"):
        if not any(box.get("id") for box in extension(node, "serviceTaskOperator", SPIFF)):
            yield hit(node)
