"""Random models, an interpreter of them that knows nothing of the engine, and runs in which both have to agree."""
