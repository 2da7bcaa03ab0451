"""A timer says when: a date, a duration or a cycle of ISO 8601, a cron, or an expression for one of them."""

from collections.abc import Iterator
from datetime import UTC, datetime

from baton.engine import timing
from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.lint.slots import literal, owner
from baton.engine.xml import is_bpmn, local, text_of

KINDS = {
    "timeDate": "a date",
    "timeDuration": "a duration like PT1H",
    "timeCycle": "a cycle like R3/PT1H or a cron like 0 9 * * MON-FRI",
}
SENTENCE = "The timer of the {name} {why}; write {kind} (ISO 8601) or an expression for one."
SOME_DAY = datetime(2001, 1, 1, tzinfo=UTC)


@rule("timer", SENTENCE)
def timer(model: Model) -> Iterator[Hit]:
    for definition in model.of("timerEventDefinition"):
        event = owner(definition)
        times = [child for child in definition if is_bpmn(child) and local(child) in KINDS]
        if len(times) != 1 or not text_of(times[0]):
            why = "says it more than once" if len(times) > 1 else "does not say when"
            yield hit(event, why=why, kind="one date, duration or cycle")
            continue
        wrong = _wrong(local(times[0]), text_of(times[0]), model)
        if wrong:
            yield hit(event, why=wrong, kind=KINDS[local(times[0])])


def _wrong(tag: str, text: str, model: Model) -> str | None:
    value = literal(text)
    if _iso(tag, text) or (isinstance(value, str) and _iso(tag, value)):
        return None
    # Variables are written with small letters: a text without any is a mistyped date or duration, not an expression.
    if value is not ... or text.upper() == text:
        return f"is “{text[:80]}”, which is none"
    why = model.around.sandbox.check_expression(text)
    return f"is “{text[:80]}”, which is not allowed ({why.rstrip('.')})" if why else None


def _iso(tag: str, text: str) -> bool:
    try:
        if tag == "timeCycle":
            timing.cycle(text, SOME_DAY)
        elif tag == "timeDuration":
            timing.duration(text)
        else:
            timing.instant(text, SOME_DAY)
    except (ValueError, OverflowError):
        return False
    return True
