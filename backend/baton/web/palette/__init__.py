"""One box from which everything is reached by keys, and the list of those keys."""
