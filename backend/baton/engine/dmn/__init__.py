"""Decisions: DMN tables compiled once, evaluated without Python's own eval."""
