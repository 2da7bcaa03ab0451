"""``baton history``: verify, replay and export journals."""

import argparse
import json
from typing import Any

from baton.domain.actors import PLATFORM
from baton.domain.ports.queries import InstanceFilter, PageRequest
from baton.main.commands.opening import inline_platform
from baton.usecases import replay
from baton.usecases.platform import Platform


def register(families: Any) -> None:
    family = families.add_parser("history", help="verify, replay or export journals")
    commands = family.add_subparsers(dest="action", required=True)
    command = commands.add_parser("verify", help="check hash chain and replay of one instance, or of all")
    command.add_argument("instance", nargs="?")
    command.set_defaults(run=verify)
    command = commands.add_parser("replay", help="print what the journal says happened, step by step")
    command.add_argument("instance")
    command.set_defaults(run=show)
    command = commands.add_parser("export", help="print journals")
    command.add_argument("--format", choices=["jsonl"], default="jsonl")
    command.add_argument("instance", nargs="?")
    command.set_defaults(run=export)


def verify(given: argparse.Namespace) -> int:
    platform = inline_platform(given)
    bad = 0
    for instance_id in [given.instance] if given.instance else _all(platform):
        found = replay.verify(platform, PLATFORM, instance_id)
        chain = "ok" if found.broken_at is None else f"broken at {found.broken_at}"
        again = "ok" if found.diverges_at is None else f"diverges at {found.diverges_at} ({found.detail})"
        print(f"{instance_id}  chain {chain}, replay {again}, {found.entries} entries")
        bad += found.broken_at is not None or found.diverges_at is not None
    return 1 if bad else 0


def show(given: argparse.Namespace) -> int:
    for moment in replay.moments(inline_platform(given), given.instance):
        content = moment.entry.content
        moves = ", ".join(f"{move[0]} {move[2]}" for move in content.get("moves", ()))
        print(f"{moment.entry.seq:4} {moment.entry.at:%Y-%m-%d %H:%M:%S} {moment.entry.actor:16} {moment.entry.kind:16} {moves}")
    return 0


def export(given: argparse.Namespace) -> int:
    platform = inline_platform(given)
    for instance_id in [given.instance] if given.instance else _all(platform):
        with platform.store.read() as uow:
            for entry in uow.entries(instance_id):
                print(json.dumps({"instance": instance_id, "seq": entry.seq, "hash": entry.hash, "body": entry.body}))
    return 0


def _all(platform: Platform) -> list[str]:
    ids: list[str] = []
    page = PageRequest(200)
    while True:
        found = platform.queries.instances(PLATFORM, InstanceFilter(), page)
        ids += [row.instance.id for row in found.items]
        if found.next is None:
            return ids
        page = PageRequest(200, found.next)
