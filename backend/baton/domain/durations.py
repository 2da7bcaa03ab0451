"""ISO 8601 durations of fixed length (weeks, days, hours, minutes, seconds), as stories and the test clock use them."""

import re
from datetime import timedelta

_PATTERN = re.compile(
    r"P(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)


def parse_duration(text: str) -> timedelta:
    """``PT48H`` as a timedelta. Raises ``ValueError`` with an example for anything else (months and years have no fixed length)."""
    match = _PATTERN.fullmatch(text.strip())
    if match is None or not any(match.groups()):
        raise ValueError(f"“{text}” is not a duration such as PT48H, P2D or PT1H30M")
    return timedelta(**{unit: float(value) for unit, value in match.groupdict().items() if value})
