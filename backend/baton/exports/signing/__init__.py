"""Signing: seals over PDF files by PAdES, made and checked with pyHanko."""
