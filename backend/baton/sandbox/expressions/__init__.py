"""Expressions: one value from designer text, by an interpreter of our own over a list of allowed constructs."""
