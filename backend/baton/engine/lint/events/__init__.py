"""Rules about events: which kinds stand where, and what they need."""
