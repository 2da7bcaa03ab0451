"""Repairs of single tasks in the tree: identity, states, failing, cancelling, prediction and data."""
