"""Baton: a low-code BPMN process platform."""

__version__ = "0.1.0"
