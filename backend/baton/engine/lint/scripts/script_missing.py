"""A script task without a script fails when it runs."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BPMN, text_of


@rule("script-missing", "The {name} has no script; write one, or use another kind of task.")
def script_missing(model: Model) -> Iterator[Hit]:
    for node in model.of("scriptTask"):
        if not text_of(node.find(f"{{{BPMN}}}script")):
            yield hit(node)
