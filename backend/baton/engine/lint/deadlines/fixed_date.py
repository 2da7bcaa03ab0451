"""A date that stands in the model is the same for every instance, and soon in the past for all of them."""

from collections.abc import Iterator

from baton.domain.problems import WARNING
from baton.engine import timing
from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.lint.slots import literal, owner
from baton.engine.xml import children, local, text_of

SENTENCE = "The {name} waits for the fixed date {date}, which is past for every instance begun later; read it from a variable."


@rule("fixed-date", SENTENCE, WARNING)
def fixed_date(model: Model) -> Iterator[Hit]:
    for definition in model.of("timerEventDefinition"):
        event = owner(definition)
        for date in children(definition, "timeDate"):
            value = literal(text_of(date))
            text = value if isinstance(value, str) else text_of(date)
            if timing.is_literal(text) and text[:1] not in "Pp" and local(event) != "startEvent":
                yield hit(event, date=text)
