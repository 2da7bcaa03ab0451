"""What benchmarks stand on: the dispute, a served process, a PostgreSQL, a stop-watch."""
