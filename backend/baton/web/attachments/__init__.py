"""Files that people hand in: taking them, showing them, giving them out."""
