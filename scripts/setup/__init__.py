"""Everything a fresh machine needs before a command can run; standard library only."""
