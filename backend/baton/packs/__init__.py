"""Packs: reading archives safely, checking what is inside, running scenarios, writing archives."""
