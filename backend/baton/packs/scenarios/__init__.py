"""Scenarios: one story against one process, on a fake clock, in memory."""
