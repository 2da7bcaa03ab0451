"""What a model tells a person who draws it, read by the code that checks and runs it."""
