"""The parts of a unit of work, one file per aggregate."""
