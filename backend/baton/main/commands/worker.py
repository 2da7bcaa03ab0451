"""``baton worker``: a process that does due work; any number of them, on any number of machines."""

import argparse
import signal
import threading
from typing import Any

from baton.dispatch.embedded import EmbeddedDispatcher
from baton.main import logging
from baton.main.commands.opening import open_platform
from baton.main.settings import of_command
from baton.main.wiring import work


def register(families: Any) -> None:
    command = families.add_parser("worker", help="do due work (timers, jobs) beside the serving processes")
    command.add_argument("--data", help="data folder")
    command.add_argument("--concurrency", type=int, default=4)
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Work until SIGTERM or Ctrl-C; what runs is finished first."""
    logging.as_lines()
    found = of_command(given)
    platform = open_platform(found)
    if found.dispatcher == "procrastinate":
        from baton.dispatch.procrastinate import ProcrastinateWorker

        return ProcrastinateWorker(found.database(), work(platform)).run(given.concurrency)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    dispatcher = EmbeddedDispatcher(given.concurrency)
    dispatcher.start(work(platform))
    print("Working (Ctrl-C stops).", flush=True)
    stop.wait()
    dispatcher.stop()
    return 0
