"""Who people are: password hashes, ids and secrets, single sign-on."""
