"""Four eyes that look at nothing protect nothing."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BATON, extension, local

TASKS = ("userTask", "manualTask")


@rule(
    "not-same-as",
    "The {name} must not be done by whoever did “{ref}”, which is no task of a person and no start; name the id of one.",
)
def not_same_as(model: Model) -> Iterator[Hit]:
    for node in model.of(*TASKS):
        for box in extension(node, "task", BATON):
            for ref in filter(None, (part.strip() for part in box.get("notSameAs", "").split(","))):
                other = model.by_id.get(ref)
                if other is None or local(other) not in (*TASKS, "startEvent"):
                    yield hit(node, ref=ref)
