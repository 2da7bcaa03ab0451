"""XML that the schema of BPMN 2.0 does not allow: mostly harmless, always worth a look."""

from collections.abc import Iterator
from functools import cache

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import XSD_PATH

from baton.domain.problems import WARNING
from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule

MOST = 5
# bpmn-js writes this one in its own way; every reader copes with it.
TOLERATED = "correlationPropertyRetrievalExpression"


@rule("schema", "Line {line} is not as BPMN 2.0 writes it: {why} Export the model again or correct it.", WARNING)
def schema(model: Model) -> Iterator[Hit]:
    judge = _schema()
    if judge.validate(model.root):
        return
    for error in list(judge.error_log)[:MOST]:
        if TOLERATED not in error.message and "formalExpression" not in error.message:
            yield hit(model.root, line=error.line, why=error.message.replace("{http://www.omg.org/spec/BPMN/20100524/MODEL}", ""))


@cache
def _schema() -> etree.XMLSchema:
    """Comes with the engine's library: trusted, and the same for every file."""
    return etree.XMLSchema(file=XSD_PATH)
