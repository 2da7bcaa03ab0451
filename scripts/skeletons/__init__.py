"""Skeletons of everything that is added as one folder or one file, and what copies them."""
