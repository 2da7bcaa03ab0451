"""Journals in the formats of others, one file each."""
