"""Drafts of forms on a page: saved while people type, offered again wherever they go on."""
