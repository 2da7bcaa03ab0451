"""Mistakes with timers: one is gone, one waits for another time."""

import re
from collections.abc import Iterator

from lxml import etree

from baton.domain.durations import parse_duration
from baton.engine.mutants.mistake import Mistake, all_of, called
from baton.engine.xml import BPMN, children, text_of

# A century: a timer that never fires within a story, in a model that is otherwise the same.
NEVER = "P36500D"
_DURATION = re.compile(r"""^["']?(P[0-9TDHMSW]+)["']?$""")


def gone(root: etree._Element) -> Iterator[Mistake]:
    """Boundary timers that never fire."""
    for event in all_of(root, "boundaryEvent"):
        for _ in children(event, "timerEventDefinition"):
            yield Mistake("timer", event.get("id"), event.get("id"), f"the timer {called(event)} is gone", _never)


def changed(root: etree._Element) -> Iterator[Mistake]:
    """Timers that wait half as long, or twice as long."""
    for event in all_of(root, "boundaryEvent", "intermediateCatchEvent", "startEvent"):
        for definition in children(event, "timerEventDefinition"):
            for duration in children(definition, "timeDuration"):
                yield from _changed(event, text_of(duration))


def _changed(event: etree._Element, text: str) -> Iterator[Mistake]:
    found = _DURATION.match(text)
    try:
        seconds = int(parse_duration(found[1]).total_seconds()) if found else 0
    except (ValueError, OverflowError):
        return
    for factor, words in ((0.5, "half"), (2.0, "twice")):
        other = int(seconds * factor)
        if other > 0:
            mistake = f"the timer {called(event)} waits {words} as long"
            yield Mistake("duration", event.get("id"), event.get("id"), mistake, _Waits(f"PT{other}S"))


class _Waits:
    """The timer waits that long, however it was written."""

    def __init__(self, duration: str) -> None:
        self.duration = duration

    def __call__(self, event: etree._Element) -> None:
        for definition in children(event, "timerEventDefinition"):
            for old in list(definition):
                definition.remove(old)
            etree.SubElement(definition, f"{{{BPMN}}}timeDuration").text = self.duration


def _never(event: etree._Element) -> None:
    _Waits(NEVER)(event)
