"""Decisions: the list of all, the page with a table and what stands beside it, and what its island asks for."""
