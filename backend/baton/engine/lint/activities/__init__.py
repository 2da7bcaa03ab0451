"""Rules about tasks, sub-processes, call activities and loops."""
