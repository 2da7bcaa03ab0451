"""Working calendars as files of a model."""
