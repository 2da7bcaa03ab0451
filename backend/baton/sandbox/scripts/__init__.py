"""Scripts: statements from designer text, run in a limited worker process."""
