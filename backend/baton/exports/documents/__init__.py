"""Documents as PDF: one ``.typ`` file per kind says how it looks."""
