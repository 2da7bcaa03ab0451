"""What was seen when something was submitted, and what is bound to it."""
