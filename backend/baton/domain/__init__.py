"""The vocabulary and the rules: plain Python, frozen dataclasses, no I/O, no clock, no third-party library."""
