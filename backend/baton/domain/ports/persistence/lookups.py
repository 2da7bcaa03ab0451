"""Reference lists that forms look things up in."""

from collections.abc import Iterable
from typing import Protocol

from baton.domain.working.lookups import LookupList, LookupRow


class Lookups(Protocol):
    """Lookup lists and their rows."""

    def lookup_lists(self) -> list[LookupList]:
        """All of them by title."""

    def lookup_list(self, name: str) -> LookupList:
        """Raises ``NotFound``."""

    def lookup_rows(self, name: str) -> list[LookupRow]:
        """Every row, by key."""

    def replace_lookup(self, about: LookupList, rows: Iterable[LookupRow]) -> None:
        """The list holds exactly these rows from the commit on."""

    def drop_lookup(self, name: str) -> None: ...
