"""Runs the benchmarks: every file bench_*.py in this folder, or only the named ones; exit 1 when a limit is broken."""

import argparse
import importlib
import json
import sys
from pathlib import Path

from tests.bench.measuring.rows import Row, as_table

HERE = Path(__file__).parent


def main() -> int:
    """Measure, print the table, write the JSON file if one is wanted."""
    names = sorted(file.stem.removeprefix("bench_") for file in HERE.glob("bench_*.py"))
    parser = argparse.ArgumentParser(prog="scripts/bench", description=f"Benchmarks: {', '.join(names) or 'none yet'}.")
    parser.add_argument("name", nargs="*", help="only these benchmarks", metavar="NAME")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows into this file as well")
    wanted = parser.parse_args()
    unknown = set(wanted.name) - set(names)
    if unknown:
        parser.error(f"no benchmark called {', '.join(sorted(unknown))}; there are: {', '.join(names)}")
    rows = [row for name in wanted.name or names for row in measure(name)]
    sys.stdout.write(as_table(rows) + "\n")
    if wanted.json:
        wanted.json.write_text(json.dumps([row.as_dict() for row in rows], indent=2) + "\n")
    return 0 if all(row.is_kept for row in rows) else 1


def measure(name: str) -> list[Row]:
    """The rows of one benchmark file."""
    return list(importlib.import_module(f"tests.bench.bench_{name}").rows())


if __name__ == "__main__":
    raise SystemExit(main())
