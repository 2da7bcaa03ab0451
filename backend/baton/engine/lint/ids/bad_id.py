"""An id that is not an XML name breaks references and look-ups."""

import re
from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BPMN

NAME = re.compile(r"[^\W\d][\w.\-]*\Z")


@rule("bad-id", "The id of {name} is not allowed; use letters, digits, '_', '-' and '.', and begin with a letter or '_'.")
def bad_id(model: Model) -> Iterator[Hit]:
    for element in model.root.iter(f"{{{BPMN}}}*"):
        found = element.get("id")
        if found and not NAME.match(found):
            yield hit(element)
