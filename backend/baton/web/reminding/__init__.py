"""Reminding whoever is waited for, and saying who stands in for somebody who is away."""
