"""What proofs rest on: the same bytes for the same values."""
