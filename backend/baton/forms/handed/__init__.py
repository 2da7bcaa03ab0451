"""Files that people hand in with a form: what they are, and whether they do harm."""
