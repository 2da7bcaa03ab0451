"""A multi-instance activity needs a number or a collection, and exactly one of them."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BPMN, text_of


@rule("multi-instance", "The {name} {why}; give it either a number of instances or a collection.")
def multi_instance(model: Model) -> Iterator[Hit]:
    for loop in model.of("multiInstanceLoopCharacteristics"):
        number = text_of(loop.find(f"{{{BPMN}}}loopCardinality"))
        collection = text_of(loop.find(f"{{{BPMN}}}loopDataInputRef"))
        node = loop.getparent()
        if node is None:
            continue
        if bool(number) == bool(collection):
            yield hit(node, why="has both a number and a collection" if number else "does not say how often it runs")
        elif loop.get("behavior", "All") != "All":
            yield hit(node, why=f"throws events ({loop.get('behavior')}), which is not supported")
