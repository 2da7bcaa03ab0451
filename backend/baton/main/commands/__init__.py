"""The commands of ``baton``: each module registers a family and calls use cases."""
