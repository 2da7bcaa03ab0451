"""What the browser loads: frontend/dist, built again only when its sources change."""

import os
from collections.abc import Iterator
from pathlib import Path

from setup.node import node_environment
from setup.places import FRONTEND, ROOT, TOOLS
from setup.run import step
from setup.stamps import fingerprint, is_stamped, write_stamp

BUILT = FRONTEND / "dist"
BUILD_STAMP = TOOLS / "stamps" / "assets"
NOT_SOURCES = {"node_modules", "dist", "test", "pictures", "__pycache__"}


def ensure_assets() -> None:
    """Build the browser's files unless they are already there in this very state."""
    if BUILT.is_dir() and is_stamped(BUILD_STAMP, _state()):
        return
    ensure_node_packages()
    step("browser assets", ["npm", "run", "--silent", "build"], cwd=FRONTEND, env=node_environment())
    write_stamp(BUILD_STAMP, _state())


def ensure_node_packages(folder: Path = FRONTEND) -> None:
    """Fetch a folder's Node packages exactly as its lock file says."""
    stamp = folder / "node_modules" / ".baton-setup.stamp"
    state = fingerprint([folder / "package-lock.json"])
    if is_stamped(stamp, state):
        return
    command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    step(f"Node packages of {folder.relative_to(ROOT)}", command, cwd=folder, env=node_environment())
    write_stamp(stamp, state)


def _state() -> str:
    return fingerprint(_sources(), str(ROOT))


def _sources() -> Iterator[Path]:
    """Everything the build reads: the frontend's own files and the scripts of form widgets."""
    for folder, folders, files in os.walk(FRONTEND):
        folders[:] = [name for name in folders if name not in NOT_SOURCES]
        yield from (Path(folder, name) for name in files)
    yield from (ROOT / "forms" / "widgets").glob("*/*.js")
