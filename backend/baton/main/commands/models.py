"""``baton model lint``: the checks of a deployment, without deploying."""

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from baton.domain.problems import Problem, errors
from baton.main.commands.printing import print_problems
from baton.main.wiring import bench_platform
from baton.usecases import deploy


def register(families: Any) -> None:
    family = families.add_parser("model", help="check models")
    commands = family.add_subparsers(dest="action", required=True)
    command = commands.add_parser("lint", help="what a deployment would say; exit 1 on errors")
    command.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="files, or folders that are checked as one deployment"
    )
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=lint)


def lint(given: argparse.Namespace) -> int:
    platform = bench_platform(datetime.now(UTC))
    found = [problem for files in _deployments(given.paths) for problem in deploy.check(platform, files).problems]
    if given.json:
        print(json.dumps([problem.as_dict() for problem in found], indent=1))
        return 1 if errors(found) else 0
    return 1 if _report(found) else 0


def _report(found: list[Problem]) -> int:
    count = print_problems(found)
    print(f"{count} errors, {len(found) - count} warnings.")
    return count


def _deployments(paths: list[Path]) -> list[dict[str, bytes]]:
    """All files named are one deployment; every folder that holds models is another."""
    single = {path.name: path.read_bytes() for path in paths if path.is_file()}
    folders = {model.parent for path in paths if path.is_dir() for model in path.rglob("*.bpmn")}
    roots = sorted({folder.parent if folder.name == "models" else folder for folder in folders})
    return [*([single] if single else []), *(folder_files(root) for root in roots)]


def folder_files(root: Path) -> dict[str, bytes]:
    wanted = (path for pattern in ("*.bpmn", "*.dmn", "*.json") for path in sorted(root.rglob(pattern)))
    return {path.name: path.read_bytes() for path in wanted if "scenarios" not in path.parts}
