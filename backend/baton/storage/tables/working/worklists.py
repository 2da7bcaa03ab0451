"""Rows for: how people arrange their work."""
