"""The commands that look at the project: tests, static checks, benchmarks."""
