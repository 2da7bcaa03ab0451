"""Watching over the platform: incidents, health, people."""
