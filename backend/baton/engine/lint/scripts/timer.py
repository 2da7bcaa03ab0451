"""A timer says when: a date, a duration or a cycle of ISO 8601, or an expression for one."""

import re
from collections.abc import Iterator
from datetime import datetime

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.lint.slots import literal, owner
from baton.engine.xml import is_bpmn, local, text_of

NUMBER = r"\d+(?:[.,]\d+)?"
DURATION = (
    rf"P(?=\d|T\d)(?:{NUMBER}Y)?(?:{NUMBER}M)?(?:{NUMBER}W)?(?:{NUMBER}D)?(?:T(?=\d)(?:{NUMBER}H)?(?:{NUMBER}M)?(?:{NUMBER}S)?)?"
)
KINDS = {"timeDate": "a date", "timeDuration": "a duration like PT1H", "timeCycle": "a cycle like R3/PT1H"}
SENTENCE = "The timer of the {name} {why}; write {kind} of ISO 8601 or an expression for one."


@rule("timer", SENTENCE)
def timer(model: Model) -> Iterator[Hit]:
    for definition in model.of("timerEventDefinition"):
        event = owner(definition)
        times = [child for child in definition if is_bpmn(child) and local(child) in KINDS]
        if len(times) != 1 or not text_of(times[0]):
            yield hit(event, why="does not say when exactly" if times else "does not say when", kind="a date, duration or cycle")
            continue
        why = _wrong(local(times[0]), text_of(times[0]), model)
        if why:
            yield hit(event, why=why, kind=KINDS[local(times[0])])


def _wrong(tag: str, text: str, model: Model) -> str | None:
    if _iso(tag, text):
        return None
    value = literal(text)
    if isinstance(value, str) and _iso(tag, value):
        return None
    # Variables are written with small letters: a text without any is a mistyped date or duration, not an expression.
    if value is not ... or text.upper() == text:
        return f"is “{text[:80]}”, which is none"
    why = model.around.sandbox.check_expression(text)
    return f"is “{text[:80]}”, which is not allowed ({why.rstrip('.')})" if why else None


def _iso(tag: str, text: str) -> bool:
    text = text.strip()
    if tag == "timeDuration":
        return re.fullmatch(DURATION, text) is not None
    if tag == "timeDate":
        return _date(text)
    head, *parts = text.split("/")
    bounds = [bool(re.fullmatch(DURATION, part)) for part in parts]
    shaped = 1 <= len(parts) <= 3 and sum(bounds) <= 1 and (any(bounds) or len(parts) == 2)
    return (
        bool(re.fullmatch(r"R\d*", head))
        and shaped
        and all(fits or _date(part) for fits, part in zip(bounds, parts, strict=True))
    )


def _date(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
