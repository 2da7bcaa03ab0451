"""Which revision of the schema a database has, and which one this version of Baton wants."""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = max(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))
_TABLE = sa.Table("alembic_version", sa.MetaData(), sa.Column("version_num", sa.String(32), primary_key=True))


def current(connection: Connection) -> str | None:
    """The revision of the database, or None when it has no schema yet."""
    if not sa.inspect(connection).has_table(_TABLE.name):
        return None
    revision: str | None = connection.execute(sa.select(_TABLE.c.version_num)).scalar()
    return revision


def stamp(engine: Engine) -> None:
    """Say that a database whose tables were just made from the metadata is current."""
    _TABLE.create(engine)
    with engine.begin() as connection:
        connection.execute(sa.insert(_TABLE).values(version_num=HEAD))


def warnings(found: str | None) -> list[str]:
    """What an operator should know of that revision."""
    if found == HEAD:
        return []
    return [f"The database has schema {found or 'none'}, this version of Baton wants {HEAD}. Run: baton db upgrade"]
