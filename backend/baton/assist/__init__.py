"""What prepares and reviews work for people, and never decides."""
