"""A pool stands for at least one participant, and for no fewer at most than at least."""

from collections.abc import Iterator

from lxml import etree

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BPMN


@rule("participants", "The number of participants of the {name} is impossible; the least is 0 or more, the most is not below it.")
def participants(model: Model) -> Iterator[Hit]:
    for box in model.root.iter(f"{{{BPMN}}}participantMultiplicity"):
        least, most = _number(box, "minimum", 0), _number(box, "maximum", 1)
        if least is None or most is None or least < 0 or most < max(least, 1):
            yield hit(box)


def _number(box: etree._Element, key: str, default: int) -> int | None:
    text = box.get(key, str(default))
    return int(text) if text.removeprefix("-").isdecimal() else None
