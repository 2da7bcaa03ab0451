"""``baton user`` and ``baton token``: accounts and API tokens."""

import argparse
import getpass
import sys
from typing import Any

from baton.domain.actors import PLATFORM, Role
from baton.domain.people import Person
from baton.main.commands.opening import inline_platform
from baton.usecases import people


def register(families: Any) -> None:
    users = families.add_parser("user", help="add accounts").add_subparsers(dest="action", required=True)
    command = users.add_parser("add", help="a new local account; the password is asked for or read from standard input")
    command.add_argument("id")
    command.add_argument("--name", default="")
    command.add_argument("--email", default="")
    command.add_argument("--role", action="append", choices=[role.value for role in Role], default=[])
    command.add_argument("--group", action="append", default=[])
    command.add_argument("--data", help="data folder")
    command.set_defaults(run=add)
    tokens = families.add_parser("token", help="create API tokens").add_subparsers(dest="action", required=True)
    command = tokens.add_parser("create", help="a new token for a person; it is the last word printed")
    command.add_argument("--user", required=True)
    command.add_argument("--scope", action="append")
    command.add_argument("--label", default="")
    command.add_argument("--data", help="data folder")
    command.set_defaults(run=create_token)


def add(given: argparse.Namespace) -> int:
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    roles = frozenset(Role(role) for role in given.role) or frozenset({Role.TASK_OWNER})
    person = Person(given.id, given.name or given.id, given.email, roles, frozenset(given.group))
    people.add_person(inline_platform(given), PLATFORM, person, password)
    print(f"Added {given.id}.")
    return 0


def create_token(given: argparse.Namespace) -> int:
    scopes = frozenset(given.scope) if given.scope else None
    token = people.create_token(inline_platform(given), given.user, scopes, given.label)
    print(f"Token of {given.user}, shown once: {token}")
    return 0
