"""The commands that only need a set-up and then become the program itself: serve, baton, prepare."""

import os
import sys

from setup.assets import ensure_assets
from setup.places import BATON, ROOT
from setup.python_env import ensure_python_env
from setup.stamps import one_at_a_time


def ensure_ready(*, dev: bool = False, assets: bool = True) -> None:
    """Python environment and browser assets, one script at a time."""
    with one_at_a_time():
        ensure_python_env(dev=dev)
        if assets:
            ensure_assets()


def become(*words: str) -> None:
    """Turn this process into the `baton` command: it gets the signals, and its exit code is ours.

    It stays in the caller's folder, so that paths mean what they say there; only the data lies in the checkout.
    """
    os.environ.setdefault("BATON_DATA_DIR", str(ROOT / ".data"))
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(BATON, [str(BATON), *words])


def serve(arguments: list[str]) -> None:
    """Set up, then serve the demo (an own ``--no-demo`` wins)."""
    ensure_ready(assets="--help" not in arguments)
    become("serve", "--demo", *arguments)


def baton(arguments: list[str]) -> None:
    """The `baton` command."""
    ensure_ready(assets=False)
    become(*arguments)


def prepare(arguments: list[str]) -> None:
    """The set-up alone: `python` or `assets` for one half of it, nothing for both."""
    halves = set(arguments) or {"python", "assets"}
    if not halves <= {"python", "assets"}:
        sys.exit("usage: scripts/prepare [python] [assets]")
    with one_at_a_time():
        if "python" in halves:
            ensure_python_env(dev=False)
        if "assets" in halves:
            ensure_assets()
