"""What a model says, told in words for those who read about a process."""
