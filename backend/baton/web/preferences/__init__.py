"""Preferences: how somebody wants things said, what they are told of, and when they are away."""
