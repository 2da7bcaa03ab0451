"""Arranging work: views, snoozing, many tasks at once, completing with a moment to undo."""
