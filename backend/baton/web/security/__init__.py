"""Who is at the other end, what they may reach, and what every response says to the browser."""
