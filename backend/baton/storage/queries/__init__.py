"""The read side: SQL in, frozen domain objects out."""

from baton.storage.queries.arranging import ArrangingQueries
from baton.storage.queries.counts import CountQueries
from baton.storage.queries.drafts import DraftQueries
from baton.storage.queries.instances import InstanceQueries
from baton.storage.queries.lists import ListQueries
from baton.storage.queries.tasks import TaskQueries
from baton.storage.queries.telling import TellingQueries


class SqlQueries(ArrangingQueries, TellingQueries, TaskQueries, CountQueries, InstanceQueries, ListQueries, DraftQueries):
    """Every list and figure, each in a read-only transaction of its own."""


__all__ = ["SqlQueries"]
