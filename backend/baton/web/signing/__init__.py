"""Signing on a page: what is asked beside the form, and what was said to it."""
