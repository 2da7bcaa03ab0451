"""Rules about names that point at something: elements, processes, decisions, forms, messages."""
