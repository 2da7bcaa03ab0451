"""Telling people something outside of Baton: mail, webhooks."""
