"""The API of what people are told."""
