"""A business rule task asks a decision that is deployed together with it."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import SPIFF, extension, text_of


@rule("called-decision", "The {name} asks {what}; choose a decision and add its file.")
def called_decision(model: Model) -> Iterator[Hit]:
    for node in model.of("businessRuleTask"):
        decision = next((text_of(box) for box in extension(node, "calledDecisionId", SPIFF)), "")
        if not decision:
            yield hit(node, what="no decision at all")
        elif decision not in model.around.decisions:
            yield hit(node, what=f"the decision “{decision}”, which is not among the files")
