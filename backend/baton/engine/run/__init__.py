"""One step of an instance: commands in, an advance out, nothing else touched."""
