"""Rows for: how people without an account come to one task."""
