"""Repairs of multi-instance activities and standard loops."""
