"""One unit of work is one transaction: everything in it happens or nothing does."""

from typing import Any, Protocol, Self

from baton.domain.ports.persistence.filling import Filling
from baton.domain.ports.persistence.keeping import (
    Collaboration,
    Definitions,
    Due,
    Instances,
    Messages,
    Modelling,
    People,
    Versions,
    Work,
)
from baton.domain.ports.persistence.links import Links
from baton.domain.ports.persistence.lookups import Lookups
from baton.domain.ports.persistence.signatures import Signatures
from baton.domain.ports.persistence.submissions import Submissions
from baton.domain.ports.persistence.telling import Telling
from baton.domain.ports.persistence.worklists import Worklists


class UnitOfWork(
    Definitions, Instances, Work, Due, Messages, People, Modelling, Versions, Collaboration,
    Worklists, Telling, Filling, Submissions, Links, Signatures, Lookups, Protocol,
):  # fmt: skip
    """One transaction. Leaving the block without ``commit`` rolls everything back. ``point`` names a place where a fault can be
    planned in test mode; it does nothing otherwise. ``plans_work`` says whether something was written that may come due: only
    then is it worth waking a worker."""

    plans_work: bool

    def __enter__(self) -> Self: ...
    def __exit__(self, kind: Any, error: BaseException | None, traceback: Any, /) -> None: ...
    def commit(self) -> None: ...


class Store(Protocol):
    """Opens transactions."""

    def write(self) -> UnitOfWork:
        """A transaction that may write (SQLite: BEGIN IMMEDIATE)."""

    def read(self) -> UnitOfWork:
        """A read-only transaction; a write in it is refused by the database."""

    def close(self) -> None:
        """Give back every connection."""

    def check(self) -> dict[str, Any]:
        """Self-check for the health page: backend, version, durability settings, schema revision, warnings."""
