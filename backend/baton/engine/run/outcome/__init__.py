"""What a step leads to: opened tasks, armed waits, and the whole difference to the state before."""
