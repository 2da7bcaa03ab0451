"""The HTTP API, version 1: JSON in, JSON out, described by OpenAPI from the same schemas that check it."""
