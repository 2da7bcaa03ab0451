"""``baton db``: bring the schema up to date, check it, back up and restore."""

import argparse
from pathlib import Path
from typing import Any

from baton.main.settings import of_command
from baton.storage import schema
from baton.storage.store import SqlStore


def register(families: Any) -> None:
    family = families.add_parser("db", help="upgrade, check, back up or restore the database")
    commands = family.add_subparsers(dest="action", required=True)
    for name, run, text in (
        ("upgrade", upgrade, "bring the schema up to date"),
        ("check", check, "compare schema and settings with what this version needs"),
    ):
        commands.add_parser(name, help=text).set_defaults(run=run)
    for name, run, text in (("backup", backup, "write a consistent copy"), ("restore", restore, "put a copy back")):
        command = commands.add_parser(name, help=text)
        command.add_argument("file", type=Path)
        command.set_defaults(run=run)


def upgrade(given: argparse.Namespace) -> int:
    found = of_command(given)
    found.data.mkdir(parents=True, exist_ok=True)
    print(f"The database is at revision {schema.upgrade(found.database())}.")
    return 0


def check(given: argparse.Namespace) -> int:
    store = SqlStore(of_command(given).database())
    for name, value in store.check().items():
        print(f"{name}: {value}")
    store.close()
    differences = schema.check(of_command(given).database())
    for difference in differences:
        print(f"difference: {difference}")
    return 1 if differences else 0


def backup(given: argparse.Namespace) -> int:
    from baton.storage import backups

    backups.backup(of_command(given).database(), given.file)
    print(f"Written to {given.file}.")
    return 0


def restore(given: argparse.Namespace) -> int:
    from baton.storage import backups

    backups.restore(of_command(given).database(), given.file)
    print(f"Restored from {given.file}.")
    return 0
