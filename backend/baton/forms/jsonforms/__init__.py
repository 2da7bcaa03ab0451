"""UI schemas of JSON Forms, said in ours: what is safe is carried over, the rest shows the fields in the order of the schema."""
