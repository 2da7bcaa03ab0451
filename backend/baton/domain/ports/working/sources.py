"""The socket for lists that forms let people choose from."""

from collections.abc import Sequence
from typing import Protocol

from baton.domain.working.lookups import LookupRow


class Sources(Protocol):
    """Where the rows of a typeahead come from."""

    def find(self, name: str, text: str, limit: int) -> Sequence[LookupRow]:
        """Rows of the list in which every word of ``text`` begins a word. None for an empty text or an unknown list."""

    def row(self, name: str, key: str) -> LookupRow | None:
        """The row with that key, if the list has it."""
