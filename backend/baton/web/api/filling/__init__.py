"""The API for what people gather while they fill in a form."""
