"""Submissions as they were seen, for auditors and for whoever made them."""
