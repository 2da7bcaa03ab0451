"""Flask-SQLAlchemy holds the engine of the store, not one of its own."""

from flask import Flask

from baton.storage import holder
from baton.storage.databases import sqlite
from baton.storage.store import SqlStore
from baton.storage.tables.instances import Instance
from fakes.stored import begin


def test_the_application_and_the_store_share_one_engine() -> None:
    app, store = Flask("test"), SqlStore("sqlite://")
    holder.init_app(app, store)
    begin(store)
    with app.app_context():
        assert holder.db.engine is store.engine
        assert holder.db.session.get(Instance, "i1").business_key == "INV-7"
    store.close()


def test_an_old_library_gets_a_rollback_journal(monkeypatch) -> None:
    for version, mode in (((3, 40, 1), "PERSIST"), ((3, 51, 2), "PERSIST"), ((3, 51, 3), "WAL"), ((3, 53, 0), "WAL")):
        monkeypatch.setattr(sqlite.sqlite3, "sqlite_version_info", version)
        assert sqlite.journal_mode() == mode
        assert f"journal_mode={mode}" in sqlite.pragmas("full")
        assert "synchronous=FULL" in sqlite.pragmas("full")
