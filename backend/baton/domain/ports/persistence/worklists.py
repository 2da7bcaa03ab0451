"""How people arrange their work."""

from collections.abc import Iterable
from typing import Protocol

from baton.domain.working.worklists import Fact, SavedView, Snooze


class Worklists(Protocol):
    """Saved views of the worklist, what is snoozed, favourite processes, and the facts by which tasks are filtered."""

    def save_facts(self, instance_id: str, facts: Iterable[Fact]) -> None:
        """Add facts of an instance, or replace those of the same name."""

    def drop_facts(self, instance_id: str, names: Iterable[str]) -> None:
        """Forget the facts of those names."""

    def rest_facts(self, instance_id: str) -> None:
        """Nothing is found by the facts of this instance any more; they can still be shown."""

    def saved_view(self, id: str) -> SavedView:
        """Raises ``NotFound``."""

    def saved_views(self, person_id: str, groups: frozenset[str]) -> list[SavedView]:
        """Those the person owns, and those shared with them, by name."""

    def save_view(self, view: SavedView) -> None: ...
    def drop_view(self, id: str) -> None: ...
    def default_view(self, person_id: str) -> str | None:
        """The id of the view with which the person's worklist opens."""

    def save_default_view(self, person_id: str, view_id: str | None) -> None: ...
    def save_snooze(self, snooze: Snooze) -> None: ...
    def drop_snooze(self, person_id: str, task_id: str) -> None: ...
    def snoozes(self, person_id: str) -> list[Snooze]:
        """What the person put aside, the latest first, over or not; at most 500."""

    def favourites(self, person_id: str) -> frozenset[str]:
        """Keys of the processes the person starred."""

    def save_favourite(self, person_id: str, key: str, starred: bool) -> None: ...
