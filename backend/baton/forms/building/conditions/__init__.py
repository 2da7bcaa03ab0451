"""Conditions: comparisons in words, and the JSON Schema that says the same."""
