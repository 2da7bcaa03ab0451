"""Every table, one file per aggregate. Rows never leave this room; domain objects do."""

from baton.storage.tables import definitions, instances, messages, modelling, people, tasks, work
from baton.storage.tables.base import Base

__all__ = ["Base", "definitions", "instances", "messages", "modelling", "people", "tasks", "work"]
