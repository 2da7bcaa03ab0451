"""What a person who draws a model is told while drawing, behind the domain's socket."""

from collections.abc import Mapping
from datetime import datetime

from baton.domain.errors import InvalidInput
from baton.domain.ports.drawing import ModelVariable, Offers, TimerText, TimerTimes
from baton.domain.ports.sandbox import Sandbox
from baton.engine.drawing.offers import offers
from baton.engine.drawing.timers import times_of
from baton.engine.drawing.variables import variables_of
from baton.engine.lint.model import Model, Surroundings
from baton.engine.xml import BadXml, parse_bpmn


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

    def offers(self) -> Offers:
        """What menus may offer."""
        return offers()
