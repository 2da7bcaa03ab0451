"""Comments on drafts, as a page of their own and beside the diagram."""
