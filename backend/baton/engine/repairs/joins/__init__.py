"""Repairs of joins: tokens of the present activation only, and data merged without losing updates."""
