"""The command line: one module per family of commands in ``main/commands``."""

import argparse
import sys
from collections.abc import Sequence

from baton.domain.errors import Rejection
from baton.main.commands import database, health, history, models, packs, people, scenarios, serve, worker
from baton.main.commands.printing import problem_line


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; refusals are printed as sentences and exit with 1."""
    parser = argparse.ArgumentParser(prog="baton", description="A low-code BPMN process platform.")
    families = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for family in (serve, worker, database, models, packs, scenarios, history, people, health):
        family.register(families)
    given = parser.parse_args(arguments)
    try:
        return int(given.run(given) or 0)
    except Rejection as refusal:
        print(f"baton: {refusal}", file=sys.stderr)
        for problem in refusal.problems:
            print(f"  {problem_line(problem)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
