"""Decisions while they are designed: read, checked, tried, compared with the past; their files made, renamed and removed."""
