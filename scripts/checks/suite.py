"""`scripts/test`: sets up, runs pytest over the wanted folders, says what was not run."""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from checks.browser import find_chromium
from checks.postgres import postgres_url
from checks.report import read_results, summary
from setup.assets import ensure_node_packages
from setup.commands import ensure_ready
from setup.node import node_environment
from setup.places import FRONTEND, PYTHON, ROOT
from setup.stamps import one_at_a_time

FAST = ("unit", "contracts", "web", "architecture")
USAGE = """usage: scripts/test [fast|full] [pytest arguments]
  fast   unit, contracts (SQLite), web, architecture
  full   everything (the default), with PostgreSQL and a browser where they can be had
A path among the arguments runs only that; everything else goes to pytest as it is."""


def main(arguments: list[str]) -> int:
    """Run the tests; the exit code is pytest's."""
    if arguments[:1] in (["-h"], ["--help"]):
        print(USAGE)
        return 0
    os.chdir(ROOT)
    size = arguments.pop(0) if arguments[:1] in (["fast"], ["full"]) else "full"
    ensure_ready(dev=True)
    with one_at_a_time():
        for lock in (FRONTEND / "package-lock.json", *ROOT.glob("tests/*/package-lock.json")):
            ensure_node_packages(lock.parent)
    with ExitStack() as stack:
        variables, left_out = _surroundings(size, stack)
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="baton-test-"))
        return _run(_targets(size, arguments) + arguments, variables, left_out, Path(folder) / "results.xml")


def _surroundings(size: str, stack: ExitStack) -> tuple[dict[str, str], list[str]]:
    """What the tests find in their environment, and what cannot be had on this machine."""
    if size == "fast":
        return {}, ["everything outside " + ", ".join(FAST) + ", and PostgreSQL (this is the fast run)"]
    found = {"BATON_CHROMIUM": find_chromium(), "BATON_TEST_POSTGRES_URL": stack.enter_context(postgres_url())}
    missing = {
        "BATON_CHROMIUM": "browser tests: there is no Chromium here and none could be fetched",
        "BATON_TEST_POSTGRES_URL": "PostgreSQL tests: no server is given and none could be started",
    }
    left_out = [reason for name, reason in missing.items() if not found[name]]
    if not os.environ.get("BATON_CONFORMANCE_DIR"):
        left_out.append("conformance cases kept outside the project: BATON_CONFORMANCE_DIR is not set")
    return {name: value for name, value in found.items() if value}, left_out


def _targets(size: str, arguments: list[str]) -> list[str]:
    """The folders of this size, unless the caller named paths."""
    if any(Path(word.split("::")[0]).exists() for word in arguments):
        return []
    folders = [f"tests/{name}" for name in FAST if Path("tests", name).is_dir()]
    return [*folders, "-k", "not postgres"] if size == "fast" else ["tests"]


def _run(words: list[str], variables: dict[str, str], left_out: list[str], results: Path) -> int:
    env = node_environment() | variables
    command = [PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadfile", f"--junitxml={results}", *words]
    began = time.monotonic()
    code = subprocess.run(list(map(str, command)), env=env, stdin=subprocess.DEVNULL, check=False).returncode
    figures, reasons = read_results(results)
    print("\n" + "\n".join(summary(figures, reasons, left_out, time.monotonic() - began)), flush=True)
    sys.stdout.flush()
    return code
