"""Signing, and proving that something was signed."""
