"""Signing in and out: local accounts, single sign-on, and coming back to what one was doing."""
