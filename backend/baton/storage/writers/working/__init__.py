"""Keeping what people do around user tasks."""
