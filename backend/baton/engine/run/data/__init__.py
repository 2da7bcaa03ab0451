"""Variables as values, as a view over tokens, and on their way through the sandbox."""
