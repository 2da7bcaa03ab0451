"""A deadline that counts working time needs hours to count, and a length to count off."""

from collections.abc import Iterator

from lxml import etree

from baton.engine.calendars.reading import calendar_of
from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.lint.slots import literal
from baton.engine.model.extensions import WORKING_TIME, calendar_name
from baton.engine.timing import duration, is_literal
from baton.engine.xml import BATON, children, extension, local, text_of

SENTENCE = "The {name} counts working time, but {why}."


@rule("working-calendar", "The working hours of the {name} cannot be read: {why}.")
def working_calendar(model: Model) -> Iterator[Hit]:
    for process in model.processes:
        try:
            calendar_of(model.around.files, calendar_name(process))
        except ValueError as error:
            yield hit(process, why=error)


@rule("working-time", SENTENCE)
def working_time(model: Model) -> Iterator[Hit]:
    for process in model.processes:
        named = calendar_name(process)
        for node in process.iterdescendants():
            for box in (*extension(node, "timer", BATON), *extension(node, "task", BATON)):
                if box.get("counts") == WORKING_TIME:
                    why = "its process names no working hours" if not named else _not_counted(node, box)
                    if why:
                        yield hit(node, why=why)


def _not_counted(node: etree._Element, box: etree._Element) -> str:
    texts = [box.get("dueDate") or ""] if local(box) == "task" else _durations(node)
    if not any(texts):
        return "it has no duration to count"
    for text in texts:
        value = literal(text)
        told = value if isinstance(value, str) else text
        if is_literal(told) and told[:1] not in "Pp":
            return f"“{told}” is a date; write a duration such as PT16H"
        if is_literal(told) and duration(told).months:
            return f"“{told}” has months or years; write working days (P20D) or hours (PT160H)"
    return ""


def _durations(node: etree._Element) -> list[str]:
    return [text_of(one) for timer in children(node, "timerEventDefinition") for one in children(timer, "timeDuration")]
