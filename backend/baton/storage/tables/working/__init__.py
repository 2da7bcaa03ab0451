"""Rows of what people do around user tasks."""

from baton.storage.tables.working import filling, links, signatures, submissions, telling, worklists

__all__ = ["filling", "links", "signatures", "submissions", "telling", "worklists"]
