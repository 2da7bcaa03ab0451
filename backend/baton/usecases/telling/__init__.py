"""Telling people: notices, letters, reminders."""
