"""Rules about text that designers wrote: scripts, expressions, timers."""
