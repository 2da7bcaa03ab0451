"""A send or receive task without a message completes at once and does nothing."""

from collections.abc import Iterator

from baton.engine.lint.model import Model, has
from baton.engine.lint.rule import Hit, hit, rule


@rule("message-task", "The {name} has no message, so it would do nothing; choose a message.")
def message_task(model: Model) -> Iterator[Hit]:
    for node in model.of("sendTask", "receiveTask"):
        if not node.get("messageRef") and not has(node, "messageEventDefinition"):
            yield hit(node)
