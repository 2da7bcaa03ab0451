"""Rows of what people do around user tasks."""

from baton.storage.tables.working import filling, links, lookups, signatures, submissions, telling, worklists

__all__ = ["filling", "links", "lookups", "signatures", "submissions", "telling", "worklists"]
