"""Calls to outside systems: one folder per connector, discovered; nothing here knows processes."""
