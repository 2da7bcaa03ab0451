"""Rules about tokens: how many of them a model makes, and where they meet."""
