"""The socket for keeping things, one file per kind of thing."""

from baton.domain.ports.persistence.unit_of_work import Store, UnitOfWork

__all__ = ["Store", "UnitOfWork"]
