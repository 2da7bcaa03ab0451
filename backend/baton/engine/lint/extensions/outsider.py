"""What a model says about people without an account has to be something that can happen."""

from collections.abc import Iterator

from baton.domain.problems import WARNING
from baton.domain.working.links import is_address
from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.lint.slots import literal
from baton.engine.outline import for_guests
from baton.engine.timing import duration, is_literal
from baton.engine.xml import BATON, extension


@rule("outsider", "Nobody outside can be asked to do the {name}: {why}.")
def outsider(model: Model) -> Iterator[Hit]:
    for node in model.of("userTask", "manualTask"):
        boxes = list(extension(node, "outsider", BATON))
        if len(boxes) > 1:
            yield hit(node, why="it names several outsiders; name one, and let further tasks ask the others")
        for box in boxes[:1]:
            address = literal(box.get("recipient") or "")
            if isinstance(address, str) and not is_address(address.strip()):
                yield hit(node, why=f"“{address}” is not the mail address of one person")
            if _ends_at_once(box.get("expires") or ""):
                yield hit(node, why="the link would end the moment it is sent; give it some days")


@rule("outsider-idle", "The {name} {what}.", WARNING)
def outsider_idle(model: Model) -> Iterator[Hit]:
    for node in model.of("userTask", "manualTask"):
        declining = [box.get("value", "") for box in extension(node, "outcome", BATON) if box.get("role") == "decline"]
        if declining and not for_guests(node):
            yield hit(
                node,
                what=f"has an outcome “{declining[0]}” for declining from outside, but asks nobody outside; name an outsider",
            )
        if len(declining) > 1:
            yield hit(node, what=f"has several outcomes for declining from outside ({', '.join(declining)}); keep one")
        if any((box.get("expires") or "")[:1].isdigit() for box in extension(node, "outsider", BATON)):
            yield hit(node, what="ends the link for somebody outside on a fixed date, which is soon past; say how long it works")


def _ends_at_once(expires: str) -> bool:
    text = expires.strip()
    if not text.startswith("P") or not is_literal(text):
        return False
    length = duration(text)
    return not length.months and not length.fixed
