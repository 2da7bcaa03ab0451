"""How people are told of things."""

from baton.storage.transaction import Transaction


class TellingWriter(Transaction):
    """Absences, notices that were read, reminders, and the wording of letters."""
