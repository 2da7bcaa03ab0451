"""What a deployment writes beside the calendars of a model."""

from collections.abc import Mapping

from baton.domain.problems import Problem
from baton.engine.calendars.holidays import companion, written
from baton.engine.calendars.reading import ENDING


def with_holidays(files: Mapping[str, bytes], problems: tuple[Problem, ...]) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The files with the public holidays of each calendar written down, unless they are already."""
    made = {}
    for name, content in files.items():
        if name.endswith(ENDING) and companion(name) not in files:
            try:
                found = written(content)
            except ValueError:
                continue  # the check says what is wrong with it
            if found is not None:
                made[companion(name)] = found
    return {**files, **made}, problems
