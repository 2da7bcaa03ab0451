"""Finds uv, the installer: the machine's, else one fetched into .tools by pip, else by the pip of a fresh venv."""

import shutil
import sys
from functools import cache
from pathlib import Path

from setup.places import PINS, TOOLS
from setup.run import SetupProblem, attempt, environment, step

HOME = TOOLS / "uv"
SEED = TOOLS / "seed"


@cache
def find_uv() -> str:
    """The path of a uv that can be used."""
    on_path = shutil.which("uv")
    if on_path and attempt([on_path, "--version"]).returncode == 0:
        return on_path
    fetched = HOME / "bin" / "uv"
    if not fetched.exists():
        _fetch(_python_with_pip())
    return str(fetched)


def _fetch(python: str) -> None:
    pins = PINS / "uv.txt"
    command = [python, "-m", "pip", "install", "--quiet", "--upgrade", "--target", HOME, "--require-hashes", "-r", pins]
    step("installer (uv)", command, env=environment(PIP_DISABLE_PIP_VERSION_CHECK="1"))


def _python_with_pip() -> str:
    if attempt([sys.executable, "-m", "pip", "--version"]).returncode == 0:
        return sys.executable
    seeded = SEED / "bin" / "python"
    shutil.rmtree(SEED, ignore_errors=True)
    if attempt([sys.executable, "-m", "venv", SEED]).returncode == 0 and Path(seeded).exists():
        return str(seeded)
    shutil.rmtree(SEED, ignore_errors=True)
    raise SetupProblem(
        f"Baton's set-up needs pip, venv or uv, and {sys.executable} has none of them: "
        "install one (on Debian and Ubuntu: apt-get install python3-venv) and start this script again."
    )


@cache
def uv_environment() -> dict[str, str]:
    """What uv is started with; an index that only pip was told about is passed on."""
    env = environment()
    if not any(name in env for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL")):
        index = _index_of_pip()
        if index:
            env["UV_DEFAULT_INDEX"] = index
    return env


def _index_of_pip() -> str:
    answer = attempt([sys.executable, "-m", "pip", "config", "get", "global.index-url"])
    return answer.stdout.strip() if answer.returncode == 0 and "://" in answer.stdout else ""
