"""People without an account: magic links and what may be done with them."""
