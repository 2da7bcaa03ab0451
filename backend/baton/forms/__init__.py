"""Forms: the catalogue of forms and widgets, and the one validator and renderer for pages, API and scenarios."""
