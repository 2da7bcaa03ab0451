"""Measures of processes, one file each."""
