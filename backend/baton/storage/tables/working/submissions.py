"""Rows for: what people saw when they submitted."""
