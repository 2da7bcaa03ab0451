"""What another version means for running instances, and letting them go on under it."""
