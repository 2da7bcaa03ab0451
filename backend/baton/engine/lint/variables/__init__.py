"""Rules about variables: who writes them, and who reads them."""
