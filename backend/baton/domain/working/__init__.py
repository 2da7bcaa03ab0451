"""What people do around user tasks: arrange them, fill in, sign, send out."""
