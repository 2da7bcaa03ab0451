"""Reminding people of what somebody waits for."""
