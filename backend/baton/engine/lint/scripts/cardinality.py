"""The number of instances is a whole number, or an expression for one."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.lint.slots import literal
from baton.engine.xml import text_of


@rule("cardinality", "The {name} is to run “{value}” times; write a whole number, or an expression for one.")
def cardinality(model: Model) -> Iterator[Hit]:
    for element in model.of("loopCardinality"):
        node = next(element.iterancestors("{*}multiInstanceLoopCharacteristics")).getparent()
        value = literal(text_of(element)) if text_of(element) else ...
        whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        if value is not ... and not whole and node is not None:
            yield hit(node, value=text_of(element)[:80])
