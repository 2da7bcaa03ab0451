"""Testing models: stories played with a draft's files, what they cover, and the gate before publishing."""
