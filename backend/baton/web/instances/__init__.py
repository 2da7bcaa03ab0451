"""Process instances: lists, where one stands, what it did, and replaying it."""
