"""What a JSON Schema means for one set of values: references resolved, conditions decided, shapes named."""
