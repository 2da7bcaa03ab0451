"""Material fields need a way to approve them, and a way to approve needs material fields."""

from collections.abc import Iterator

from baton.domain.problems import WARNING
from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BATON, extension


@rule("approval", "The {name} {what}.", WARNING)
def approval(model: Model) -> Iterator[Hit]:
    for node in model.of("userTask", "manualTask"):
        outcomes = list(extension(node, "outcome", BATON))
        approves = any(box.get("approves") in ("true", "1") for box in outcomes)
        material = any((box.get("materialFields") or "").strip(" ,") for box in extension(node, "task", BATON))
        if material and outcomes and not approves:
            yield hit(node, what="names material fields, but none of its outcomes approves them; mark one with approves")
        if approves and not material:
            yield hit(
                node, what="has an outcome that approves, but names no material fields; the approval would be about nothing"
            )
