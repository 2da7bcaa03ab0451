"""Child processes of the set-up: quiet when they succeed, their last words when they do not."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from setup.places import ROOT

SHOWN_LINES = 25


class SetupProblem(Exception):
    """The set-up cannot go on; the message is for the person at the keyboard."""


def environment(*first_on_path: Path, **extra: str) -> dict[str, str]:
    """The machine's environment with the set-up's own settings; the machine's trust store is used everywhere."""
    env = {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH"}}
    env["PATH"] = os.pathsep.join([*map(str, first_on_path), env.get("PATH", os.defpath)])
    env |= {"UV_NATIVE_TLS": "1", "UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1", "PIP_USER": "0"}
    return env | extra


def step(title: str, command: Sequence[object], *, cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """One visible step: a line before, the seconds after, the tool's last words if it fails."""
    print(f"[setup] {title} ... ", end="", file=sys.stderr, flush=True)
    began = time.monotonic()
    answer = attempt(command, cwd=cwd, env=env)
    print(f"{time.monotonic() - began:.1f} s" if answer.returncode == 0 else "failed", file=sys.stderr, flush=True)
    if answer.returncode:
        tail = "\n".join(answer.stdout.strip().splitlines()[-SHOWN_LINES:])
        raise SetupProblem(f"{tail}\n{title}: `{' '.join(map(str, command))}` ended with exit code {answer.returncode}.")


def attempt(
    command: Sequence[object], *, cwd: Path = ROOT, env: dict[str, str] | None = None, limit: float | None = None
) -> subprocess.CompletedProcess[str]:
    """Run without a terminal and without ever waiting for input; failing to start or to end in time is an answer, too."""
    words = [str(word) for word in command]
    try:
        return subprocess.run(
            words,
            cwd=cwd,
            env=env or environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=limit,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        return subprocess.CompletedProcess(words, 127, stdout=str(problem))
