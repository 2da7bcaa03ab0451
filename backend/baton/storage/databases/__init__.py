"""The two kinds of database: how each is reached, what each promises."""
