"""Processes as pages and documents to read."""
