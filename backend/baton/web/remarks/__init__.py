"""What people say about a task or an instance, and what they ask each other."""
