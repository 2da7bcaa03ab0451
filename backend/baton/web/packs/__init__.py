"""Packs: what is shipped and installed, checking an archive, importing and exporting."""
