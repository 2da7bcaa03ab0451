"""Rows for: what was signed."""
