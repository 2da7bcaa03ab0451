"""``baton serve``: web, API and the embedded dispatcher in one process."""

import argparse
import os
import socket
from typing import Any

from baton.main.settings import of_command, require_loopback


def register(families: Any) -> None:
    command = families.add_parser("serve", help="serve web and API")
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=8000)
    command.add_argument("--data", help="data folder (default: .data, or BATON_DATA_DIR)")
    command.add_argument(
        "--demo",
        action=argparse.BooleanOptionalAction,
        default=False,
        help="demo people and the order-to-cash pack on a fresh database",
    )
    command.add_argument("--threads", type=int, default=32, help="how many requests at once")
    command.set_defaults(run=serve)


def serve(given: argparse.Namespace) -> int:
    """Serve until Ctrl-C. The serving process itself brings the database up to date and says where it is (``main.wsgi``);
    this one only watches over it, so that nothing is loaded twice and no script worker is shared by a fork."""
    found = of_command(given)
    require_loopback(found, given.host)
    _require_free(given.host, given.port)
    os.environ |= {
        "BATON_BASE_URL": found.base_url or f"http://{given.host}:{given.port}",
        "BATON_DATA_DIR": found.data_dir,
        "BATON_DEMO": "1" if given.demo else found.demo,
    }
    _run(given)
    return 0


def _run(given: argparse.Namespace) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

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
