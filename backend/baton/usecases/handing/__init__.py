"""Handing in a form: what becomes of the files and drafts that belong to it."""
