"""What a ui schema says, held against the schema that it is for."""
