"""`scripts/bench`: sets up and hands over to the benchmarks in tests/bench."""

import os

from setup.commands import ensure_ready
from setup.places import PYTHON, ROOT
from setup.run import environment


def main(arguments: list[str]) -> None:
    """Become the benchmark runner."""
    os.chdir(ROOT)
    ensure_ready(dev=True, assets=False)
    os.execve(PYTHON, [str(PYTHON), "-m", "tests.bench", *arguments], environment())
