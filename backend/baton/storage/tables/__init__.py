"""Every table, one file per aggregate. Rows never leave this room; domain objects do."""

from baton.storage.tables import (
    collaboration,
    definitions,
    instances,
    messages,
    modelling,
    people,
    tasks,
    versions,
    work,
    working,
)
from baton.storage.tables.base import Base

__all__ = [
    "Base",
    "collaboration",
    "definitions",
    "instances",
    "messages",
    "modelling",
    "people",
    "tasks",
    "versions",
    "work",
    "working",
]
