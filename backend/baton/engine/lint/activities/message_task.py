"""A send or receive task without a message completes at once and does nothing."""

from collections.abc import Iterator

from baton.engine.lint.model import Model, has
from baton.engine.lint.rule import Hit, hit, rule


@rule("message-task", "The {name} {why}; choose a message, and a start event to begin a process.")
def message_task(model: Model) -> Iterator[Hit]:
    for node in model.of("sendTask", "receiveTask"):
        if not node.get("messageRef") and not has(node, "messageEventDefinition"):
            yield hit(node, why="has no message, so it would do nothing")
        elif node.get("instantiate") == "true":
            yield hit(node, why="is to begin the process, which is not supported")
