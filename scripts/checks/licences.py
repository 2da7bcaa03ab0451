"""`scripts/licences`: writes backend/LICENSES.md, every package Baton is built on with its version and licence."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from importlib import metadata

from setup.commands import ensure_ready
from setup.places import FRONTEND, PYTHON, ROOT
from setup.run import environment

LIST = ROOT / "backend" / "LICENSES.md"
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)
LONGEST = 60
MIT_TEXT = "Permission is hereby granted, free of charge, to any person obtaining a copy"
HEAD = "# Licences of what Baton is built on\n\nWritten by `scripts/licences`, checked by a test.\n"
Package = tuple[str, str, str]


def main(arguments: list[str]) -> None:
    """Set up, then write the list with the environment's own Python, which knows the packages."""
    ensure_ready(dev=True, assets=False)
    os.chdir(ROOT)
    os.execve(PYTHON, [str(PYTHON), "-m", "checks.licences"], environment(PYTHONPATH="scripts"))


def write() -> None:
    """Write the whole list anew."""
    running, everything = pinned("requirements.lock"), pinned("requirements-dev.lock")
    sections = {
        "Python, in every installation": with_licences(running),
        "Browser": browser_packages(),
        "Python, for development and tests only": with_licences(everything - running),
    }
    LIST.write_text(HEAD + "".join(f"\n## {title}\n\n{_table(packages)}" for title, packages in sections.items()))


def pinned(lock: str) -> set[tuple[str, str]]:
    """Names and versions of a lock file."""
    return set(PINNED.findall((ROOT / lock).read_text()))


# What a package says of itself outside of the lock: its Readme and component.json.
STATED_ELSEWHERE = {"component-props": "MIT"}


def browser_packages() -> list[Package]:
    """What the lock of the browser side says of its packages; tools that only build are marked by it and left out."""
    packages = json.loads((FRONTEND / "package-lock.json").read_text())["packages"]
    shipped = ((path.rpartition("node_modules/")[2], one) for path, one in packages.items() if path and not one.get("dev"))
    return sorted(
        {(name, one["version"], one.get("license") or STATED_ELSEWHERE.get(name, "not stated")) for name, one in shipped}
    )


def with_licences(packages: Iterable[tuple[str, str]]) -> list[Package]:
    """The same with the licence each package states in its own metadata."""
    return [(name, version, _licence(name)) for name, version in sorted(packages)]


def _licence(name: str) -> str:
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return "(for other platforms only)"
    return next(_stated(about), "not stated")


def _stated(about: metadata.PackageMetadata) -> Iterator[str]:
    """The places where a package may state its licence, the exact one first."""
    written = [text for field in ("License-Expression", "License") for text in about.get_all(field) or ()]
    yield from (text for text in written if "\n" not in text and len(text) <= LONGEST)
    classified = [text for text in about.get_all("Classifier") or () if text.startswith("License :: ")]
    yield from (text.rpartition(" :: ")[2] for text in classified)
    yield from ("MIT" for text in written if MIT_TEXT in " ".join(text.split()))


def _table(packages: Iterable[Package]) -> str:
    return "| package | version | licence |\n|---|---|---|\n" + "".join(f"| {' | '.join(one)} |\n" for one in packages)


if __name__ == "__main__":
    write()
