"""Pages about what a version means for running instances, and about letting them go on under it."""
