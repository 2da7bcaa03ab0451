"""Submissions: what somebody saw when they pressed the button."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Seen:
    """In what way a form was shown to whoever submitted it. Programs see nothing: ``language`` is empty then."""

    language: str = ""
    time_zone: str = ""
    numbers: str = ""


NOTHING_SEEN = Seen()
