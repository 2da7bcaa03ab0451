"""The way a form speaks to one person: their language, their way to write numbers, their time zone."""
