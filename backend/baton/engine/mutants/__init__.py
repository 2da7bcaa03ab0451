"""Mistakes put into models on purpose, to see whether their scenarios notice."""
