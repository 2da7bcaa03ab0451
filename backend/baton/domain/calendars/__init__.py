"""Which hours count."""
