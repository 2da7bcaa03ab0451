"""``baton health``: asks the serving process whether it is ready; for container health checks."""

import argparse
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen


def register(families: Any) -> None:
    command = families.add_parser("health", help="exit 0 when the serving process is ready")
    command.add_argument("--port", type=int, default=8000)
    command.set_defaults(run=health)


def health(given: argparse.Namespace) -> int:
    address = f"http://127.0.0.1:{given.port}/readyz"
    try:
        with urlopen(address, timeout=5) as answer:
            print(answer.read().decode())
            return 0
    except (URLError, OSError) as error:
        print(f"not ready: {error}")
        return 1
