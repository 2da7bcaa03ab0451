"""The command line: one module per family of commands in ``main/commands``."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from baton.domain.errors import Rejection
from baton.main.commands.printing import problem_line

# Each family is a module; only the one that is asked for is loaded, so that a health check costs little.
FAMILIES = {
    "serve": "serve",
    "worker": "worker",
    "db": "database",
    "model": "models",
    "pack": "packs",
    "scenario": "scenarios",
    "history": "history",
    "user": "people",
    "token": "people",
    "health": "health",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; refusals are printed as sentences and exit with 1."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    given = _parser(words[0] if words else "").parse_args(words)
    try:
        return int(given.run(given) or 0)
    except Rejection as refusal:
        print(f"baton: {refusal}", file=sys.stderr)
        for problem in refusal.problems:
            print(f"  {problem_line(problem)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser(wanted: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="baton", description="A low-code BPMN process platform.")
    families = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in [FAMILIES[wanted]] if wanted in FAMILIES else dict.fromkeys(FAMILIES.values()):
        import_module(f"baton.main.commands.{module}").register(families)
    return parser


if __name__ == "__main__":
    sys.exit(main())
