"""Notices: what somebody was told, and what they make of it."""
