"""What Baton can do: one function is one transaction. Routes, workers and the command line call these and nothing below."""
