"""Models that were drawn for other engines: their extensions are read into our own, the originals stay in the file."""
