"""How people are told of things."""

from typing import Protocol


class Telling(Protocol):
    """Absences, notices that were read, reminders, and the wording of letters."""
