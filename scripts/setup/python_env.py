"""The project's Python environment in .venv, exactly as the lock files say, with the `baton` command in it."""

import os
import shutil
import sys
import sysconfig
from pathlib import Path

from setup.places import BATON, PYTHON, ROOT, VENV
from setup.run import attempt, step
from setup.stamps import fingerprint, is_stamped, write_stamp
from setup.uv import find_uv, uv_environment

RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
STAMP = VENV / "baton-setup.stamp"

COMMAND = """#!/bin/sh
'''exec' "$(dirname -- "$0")/python" "$0" "$@"
' '''
import sys

from baton.main.cli import main

sys.exit(main())
"""


def ensure_python_env(*, dev: bool) -> None:
    """Make .venv match the lock file; an environment for development also serves."""
    wanted, other = (_state(DEV_LOCK), "") if dev else (_state(RUN_LOCK), _state(DEV_LOCK))
    if os.access(PYTHON, os.X_OK) and (is_stamped(STAMP, wanted) or (other and is_stamped(STAMP, other))):
        return
    if VENV.exists() and not _is_ours():
        shutil.rmtree(VENV)
    uv, env, lock = find_uv(), uv_environment(), DEV_LOCK if dev else RUN_LOCK
    if not os.access(PYTHON, os.X_OK):
        base = getattr(sys, "_base_executable", sys.executable)
        step("Python environment", [uv, "venv", "--quiet", "--no-project", "--python", base, VENV], env=env)
    STAMP.unlink(missing_ok=True)
    # Compiled now: on machines where Python may not write beside its packages every start would compile them again.
    options = ["--quiet", "--compile-bytecode", "--require-hashes"]
    step("Python packages", [uv, "pip", "sync", *options, "--python", PYTHON, lock], env=env)
    _install_baton()
    write_stamp(STAMP, wanted)


def _state(lock: Path) -> str:
    return fingerprint([lock], str(ROOT), f"{sys.version_info.major}.{sys.version_info.minor}")


def _is_ours() -> bool:
    """An environment of another place or another Python cannot be brought up to date; it is made anew."""
    script = f"import sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
    activate = VENV / "bin" / "activate"
    here = activate.is_file() and str(VENV) in activate.read_text(errors="replace")
    return here and attempt([PYTHON, "-c", script]).returncode == 0


def _install_baton() -> None:
    """The project runs from the checkout: a path file and the command, nothing to build."""
    packages = Path(sysconfig.get_path("purelib", "venv", vars={"base": str(VENV), "platbase": str(VENV)}))
    (packages / "baton_checkout.pth").write_text(f"{ROOT / 'backend'}\n")
    BATON.write_text(COMMAND)
    BATON.chmod(0o755)
