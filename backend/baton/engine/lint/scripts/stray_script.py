"""Scripts before and after an element run on tasks and sub-processes only; elsewhere they would silently be left out."""

from collections.abc import Iterator

from baton.engine.lint.model import Model, words
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.lint.slots import SPIFF_SCRIPTS
from baton.engine.xml import SPIFF, extension, local, text_of


@rule("stray-script", "The {name} has a {slot} that would never run; move it into a script task.")
def stray_script(model: Model) -> Iterator[Hit]:
    for node in model.nodes:
        if local(node) != "scriptTask" and not local(node).endswith(("Gateway", "Event")):
            continue
        for tag in SPIFF_SCRIPTS:
            if any(text_of(box) for box in extension(node, tag, SPIFF)):
                yield hit(node, slot=words(tag))
