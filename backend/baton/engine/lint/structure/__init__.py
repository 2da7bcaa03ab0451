"""Rules about the shape of a model: identifiers, starts, ends and what can be reached."""
