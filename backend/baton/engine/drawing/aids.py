"""What a person who draws a model is told while drawing, behind the domain's socket."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TypeVar

from baton.domain.errors import InvalidInput
from baton.domain.ports.drawing import CalendarSheet, ModelVariable, Offers, TimerText, TimerTimes
from baton.domain.ports.sandbox import Sandbox
from baton.engine.calendars.sheets import coming, file_of, sheet_of
from baton.engine.drawing.offers import offers
from baton.engine.drawing.timers import times_of
from baton.engine.drawing.variables import variables_of
from baton.engine.lint.model import Model, Surroundings
from baton.engine.xml import BadXml, parse_bpmn

Result = TypeVar("Result")


class DrawingAids:
    """Implements ``baton.domain.ports.drawing.Drawing``; holds nothing, so all threads may share it."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def variables(self, files: Mapping[str, bytes], name: str) -> tuple[ModelVariable, ...]:
        """The variables of one drawing among the files, by name. Raises ``InvalidInput`` when it cannot be read."""
        try:
            root = parse_bpmn(files.get(name, b""), name)
        except BadXml as bad:
            raise InvalidInput(bad.problem.message, problems=(bad.problem,)) from None
        return variables_of(Model(root, name, Surroundings(self._sandbox, files)))

    def timer(self, timer: TimerText, now: datetime) -> TimerTimes:
        """What the timer says and its next moments. Raises ``InvalidInput``."""
        return times_of(timer, now, self._sandbox)

    def read_calendar(self, content: bytes) -> CalendarSheet:
        """A calendar as people fill it in. Raises ``InvalidInput``."""
        return _said(lambda: sheet_of(content))

    def write_calendar(self, sheet: CalendarSheet) -> bytes:
        """The file of a calendar. Raises ``InvalidInput``."""
        return _said(lambda: file_of(sheet))

    def coming_days(self, content: bytes, since: date, count: int) -> tuple[tuple[date, str, str], ...]:
        """The next days of a calendar with their hours and holidays. Raises ``InvalidInput``."""
        return _said(lambda: coming(content, since, count))

    def offers(self) -> Offers:
        """What menus may offer."""
        return offers()


def _said(work: Callable[[], Result]) -> Result:
    try:
        return work()
    except ValueError as problem:
        raise InvalidInput(f"The calendar cannot be kept: {problem}.") from None
