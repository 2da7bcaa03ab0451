"""What differs between two states of a diagram or a decision, in words."""
