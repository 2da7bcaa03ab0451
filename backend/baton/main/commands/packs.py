"""``baton pack``: check, import, export and test packs."""

import argparse
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from baton.domain.actors import PLATFORM
from baton.domain.errors import InvalidInput
from baton.domain.packs import Pack, PackReport
from baton.main.commands.opening import inline_platform
from baton.main.commands.printing import print_problems
from baton.main.wiring import bench_platform
from baton.packs.library import PackLibrary
from baton.usecases import packs as use
from baton.usecases.platform import Platform


def register(families: Any) -> None:
    family = families.add_parser("pack", help="check, import, export or test packs")
    commands = family.add_subparsers(dest="action", required=True)
    for name, run, text in (
        ("check", check, "everything that an import would say"),
        ("import", import_pack, "import a folder, a zip, or a shipped pack by its id"),
        ("test", test, "run the pack's scenarios"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("path", metavar="PATH")
        command.add_argument("--data", help="data folder")
        command.add_argument("--junit", type=Path, help="write the scenarios' outcome as JUnit XML")
        command.set_defaults(run=run)
        if name == "test":
            text = "a start value for every scenario, to see what depends on it; JSON or plain text"
            command.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", dest="values", help=text)
    command = commands.add_parser("export", help="write an installed pack as a zip")
    command.add_argument("path", metavar="ID")
    command.add_argument("--data", help="data folder")
    command.set_defaults(run=export)


def check(given: argparse.Namespace) -> int:
    report = _checked(bench_platform(datetime.now(UTC)), given.path)
    count = print_problems(report.problems)
    print("The pack can be imported." if not count else f"The pack cannot be imported: {count} errors.")
    return 1 if count else 0


def import_pack(given: argparse.Namespace) -> int:
    platform = inline_platform(given)
    installed = use.install(platform, PLATFORM, _checked(platform, given.path))
    print(f"Imported {installed.title} {installed.version}: {', '.join(installed.definitions)}.")
    return 0


def test(given: argparse.Namespace) -> int:
    report = _checked(bench_platform(datetime.now(UTC)), given.path, _values(given.values))
    if not report.scenarios:
        print_problems(report.problems)
        raise InvalidInput("No scenario was run.")
    for title, failure in report.scenarios.items():
        print(f"{'FAILED' if failure else 'passed'}  {title}" + (f"\n        {failure}" if failure else ""))
    failed = sum(failure is not None for failure in report.scenarios.values())
    print(f"{len(report.scenarios) - failed} passed, {failed} failed")
    if given.junit:
        given.junit.write_text(junit(report))
    return 1 if failed else 0


def export(given: argparse.Namespace) -> int:
    name, content = use.export(inline_platform(given), PLATFORM, given.path)
    Path(name).write_bytes(content)
    print(f"Written to {name}.")
    return 0


def junit(report: PackReport) -> str:
    """The scenarios' outcome as JUnit XML."""
    lines = [
        f"<testcase name={quoteattr(title)}>" + (f"<failure message={quoteattr(failure)}/>" if failure else "") + "</testcase>"
        for title, failure in report.scenarios.items()
    ]
    failed = sum(failure is not None for failure in report.scenarios.values())
    return f'<testsuite name="scenarios" tests="{len(lines)}" failures="{failed}">{"".join(lines)}</testsuite>\n'


def _checked(platform: Platform, path: str, values: Mapping[str, Any] | None = None) -> PackReport:
    library = platform.packs
    assert isinstance(library, PackLibrary)
    place = Path(path)
    if place.is_dir():
        report = library.read_folder(place)
    elif place.is_file():
        report = library.read(place.read_bytes())
    else:
        report = PackReport(use.shipped_pack(platform, path), ())
    return library.check(_started_with(platform, report.pack, values or {})) if report.pack else report


def _values(given: list[str]) -> dict[str, Any]:
    """``name=value`` of the command line; a value that is not JSON is a text."""
    values: dict[str, Any] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise InvalidInput(f"--set {text}: write it as NAME=VALUE.")
        try:
            values[name] = json.loads(value)
        except ValueError:
            values[name] = value
    return values


def _started_with(platform: Platform, pack: Pack, values: Mapping[str, Any]) -> Pack:
    """The pack whose scenarios start with these values as well."""
    if not values:
        return pack
    files = dict(pack.files)
    for path in [path for path in files if path.startswith("scenarios/")]:
        story = platform.scenarios.read(path, files.pop(path))
        story["with"] = {**story.get("with", {}), **values}
        files[path.rsplit(".", 1)[0] + ".toml"] = platform.scenarios.write(story)
    return replace(pack, files=files)
