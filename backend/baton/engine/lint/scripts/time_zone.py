"""The time zone of a process is one that exists."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.model.extensions import zone_of


@rule("time-zone", "The {name} lies in no time zone: {why}.")
def time_zone(model: Model) -> Iterator[Hit]:
    for process in model.processes:
        try:
            zone_of(process)
        except ValueError as error:
            yield hit(process, why=error)
