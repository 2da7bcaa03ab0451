"""How a database gets from one revision of the schema to the next."""
