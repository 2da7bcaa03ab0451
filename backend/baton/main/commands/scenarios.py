"""``baton scenario run``: stories against their models, on a fake clock, in memory."""

import argparse
import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from baton.main.commands.models import folder_files
from baton.main.wiring import bench_platform, stage
from baton.packs import manifest
from baton.packs.scenarios.runner import run_story
from baton.packs.scenarios.story import parse


def register(families: Any) -> None:
    family = families.add_parser("scenario", help="run scenarios")
    commands = family.add_subparsers(dest="action", required=True)
    command = commands.add_parser("run", help="run scenario files (or folders of them)")
    command.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    platform = bench_platform(datetime.now(UTC))
    files = [file for path in given.paths for file in (sorted(path.rglob("scenarios/*")) if path.is_dir() else [path])]
    failed = 0
    for file in files:
        read = json.loads if file.suffix == ".json" else tomllib.loads
        story = parse(read(file.read_text()), str(file))
        root = file.parent.parent if file.parent.name == "scenarios" else file.parent
        failure = run_story(stage(lambda: platform), folder_files(root), story, _people(root))
        failed += failure is not None
        print(f"{'FAILED' if failure else 'passed'}  {story.title}" + (f"\n        {failure}" if failure else ""))
    print(f"{len(files) - failed} passed, {failed} failed")
    return 1 if failed else 0


def _people(root: Path) -> dict[str, tuple[str, ...]]:
    file = root / manifest.FILE
    found, _ = manifest.read({manifest.FILE: file.read_bytes()}) if file.exists() else (None, ())
    return dict(found.people) if found else {}
