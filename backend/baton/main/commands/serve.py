"""``baton serve``: web, API and the embedded dispatcher in one process."""

import argparse
import os
import socket
from dataclasses import replace
from typing import Any

from baton.main import demo
from baton.main.commands.opening import open_platform, settings
from baton.main.settings import Settings, require_loopback
from baton.main.wiring import NOBODY
from baton.usecases.platform import Platform


def register(families: Any) -> None:
    command = families.add_parser("serve", help="serve web and API")
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=8000)
    command.add_argument("--data", help="data folder (default: .data, or BATON_DATA_DIR)")
    command.add_argument("--no-demo", action="store_true", help="no demo people and no pack")
    command.add_argument("--threads", type=int, default=32, help="how many requests at once")
    command.set_defaults(run=serve)


def serve(given: argparse.Namespace) -> int:
    """Migrate, seed, print where to go, serve until Ctrl-C."""
    found = settings(given)
    require_loopback(found, given.host)
    _require_free(given.host, given.port)
    address = found.base_url or f"http://{given.host}:{given.port}"
    platform = open_platform(replace(found, dispatcher=NOBODY), migrate=True)
    _greet(platform, with_demo=not given.no_demo)
    platform.store.close()
    print(f"Baton is at {address}  (Ctrl-C stops it)", flush=True)
    _run(given, replace(found, base_url=address))
    return 0


def _run(given: argparse.Namespace, found: Settings) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    os.environ |= {"BATON_BASE_URL": found.base_url, "BATON_DATA_DIR": found.data_dir}
    Server(
        "baton.main.wsgi:application", address=given.host, port=given.port, interface=Interfaces.WSGI, workers=1,
        blocking_threads=given.threads, backpressure=given.threads, log_level=LogLevels.error, respawn_failed_workers=True,
        workers_kill_timeout=30, factory=False,
    ).serve()  # fmt: skip


def _require_free(host: str, port: int) -> None:
    """A taken port is said in a sentence, before anything is set up."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SystemExit(f"Cannot listen on {host}:{port} ({error.strerror}). Choose another port with --port.") from None


def _greet(platform: Platform, *, with_demo: bool) -> None:
    """Make the demo on a fresh database, and say who can log in."""
    if with_demo:
        demo.seed(platform)
    present = demo.present(platform)
    if present:
        print(f"Demo people (password of all: {demo.PASSWORD}):")
        print("\n".join(f"  {one.person.id:10} {one.tries}" for one in present))
    elif not with_demo:
        print("No demo people. Add an administrator with: baton user add NAME --role admin")
