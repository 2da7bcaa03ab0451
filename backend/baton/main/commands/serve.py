"""``baton serve``: web, API and the embedded dispatcher in one process."""

import argparse
import os
from dataclasses import replace
from typing import Any

from baton.main import demo
from baton.main.commands.opening import open_platform, settings
from baton.main.settings import Settings, require_loopback


def register(families: Any) -> None:
    command = families.add_parser("serve", help="serve web and API")
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=8000)
    command.add_argument("--data", help="data folder (default: .data, or BATON_DATA_DIR)")
    command.add_argument("--no-demo", action="store_true", help="no demo people and no pack")
    command.add_argument("--threads", type=int, default=64, help="how many requests at once")
    command.set_defaults(run=serve)


def serve(given: argparse.Namespace) -> int:
    """Migrate, seed, print where to go, serve until Ctrl-C."""
    found = settings(given)
    require_loopback(found, given.host)
    address = found.base_url or f"http://{given.host}:{given.port}"
    platform = open_platform(replace(found, dispatcher="procrastinate"), migrate=True)
    if not given.no_demo:
        demo.seed(platform)
        _welcome()
    platform.store.close()
    print(f"Baton is at {address}  (Ctrl-C stops it)", flush=True)
    _run(given, replace(found, base_url=address))
    return 0


def _run(given: argparse.Namespace, found: Settings) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    os.environ |= {"BATON_BASE_URL": found.base_url, "BATON_DATA_DIR": found.data_dir}
    if given.no_demo:
        os.environ.pop("BATON_DEMO", None)
    Server(
        "baton.main.wsgi:application", address=given.host, port=given.port, interface=Interfaces.WSGI, workers=1,
        blocking_threads=given.threads, log_level=LogLevels.warning, respawn_failed_workers=True, workers_kill_timeout=30,
        factory=False,
    ).serve()  # fmt: skip


def _welcome() -> None:
    print(f"Demo people (password of all: {demo.PASSWORD}):")
    for one in demo.PEOPLE:
        print(f"  {one.person.id:10} {one.tries}")
