"""Filling in: drafts, attachments, remarks, questions."""
