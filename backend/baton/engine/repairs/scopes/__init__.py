"""Repairs of processes and sub-processes: starting, ending, event sub-processes."""
