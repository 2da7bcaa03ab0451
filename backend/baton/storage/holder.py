"""Flask-SQLAlchemy as the holder of engine, session and metadata wherever there is a Flask application."""

from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine
from sqlalchemy.types import TypeDecorator

from baton.storage.revision import MIGRATIONS
from baton.storage.store import SqlStore
from baton.storage.tables import Base

_STORE = "baton.store"


class Holder(SQLAlchemy):
    """Holds the engine of the application's store instead of making a second one."""

    def _make_engine(self, bind_key: str | None, options: dict[str, Any], app: Flask) -> Engine:
        store: SqlStore = app.extensions[_STORE]
        return store.engine


def render_item(kind: str, item: Any, context: Any) -> str | bool:
    """Write our column types into a migration as what they are in the database, so that old migrations never change."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{type(item.impl_instance).__name__}()"
    return False


db = Holder(metadata=Base.metadata, disable_autonaming=True)
migrate = Migrate(
    directory=str(MIGRATIONS),
    render_as_batch=True,
    compare_type=True,
    render_item=render_item,
    transactional_ddl=True,
    transaction_per_migration=True,
)


def init_app(app: Flask, store: SqlStore) -> None:
    """Give the application ``db``, on the store's own engine, and the ``flask db`` commands."""
    app.extensions[_STORE] = store
    app.config["SQLALCHEMY_DATABASE_URI"] = store.engine.url
    db.init_app(app)
    migrate.init_app(app, db)
