"""What can be proved about a table without any input: gaps, overlaps, rules that are never reached, an example for each rule."""
