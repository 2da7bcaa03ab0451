"""Where everything is kept: tables, transactions, lists, migrations, for SQLite and PostgreSQL."""
