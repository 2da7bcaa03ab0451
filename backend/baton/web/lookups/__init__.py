"""Lookup lists for administrators: put in, looked at, taken out, removed."""
