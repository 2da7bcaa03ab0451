"""A loop needs to know when it ends."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BPMN, text_of


@rule("loop-end", "The loop of the {name} {why}; give it a condition or a whole number as maximum.")
def loop_end(model: Model) -> Iterator[Hit]:
    for loop in model.of("standardLoopCharacteristics"):
        node = loop.getparent()
        maximum = loop.get("loopMaximum")
        if node is None:
            continue
        if maximum is not None and not maximum.strip().isdecimal():
            yield hit(node, why=f"has “{maximum}” as maximum")
        elif maximum is None and not text_of(loop.find(f"{{{BPMN}}}loopCondition")):
            yield hit(node, why="never ends")
