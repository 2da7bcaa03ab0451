"""Rows for: how people are told of things."""
