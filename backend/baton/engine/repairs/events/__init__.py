"""Repairs of events: timers, throwing, catching, boundaries."""
