"""`scripts/lint` and `scripts/format`: everything that is seen without running the program."""

import os
from collections.abc import Sequence
from pathlib import Path

from checks.javascript import eslint
from setup.commands import ensure_ready
from setup.node import node_environment
from setup.places import BATON, FRONTEND, ROOT, VENV
from setup.run import attempt, environment

PYTHON_FOLDERS = ("backend", "tests", "scripts")


def lint(arguments: list[str]) -> int:
    """Run every check, even after one has failed; 0 only if all are content."""
    os.chdir(ROOT)
    ensure_ready(dev=True, assets=False)
    checks = {
        "ruff check": [VENV / "bin/ruff", "check", "--quiet", *PYTHON_FOLDERS],
        "ruff format": [VENV / "bin/ruff", "format", "--check", "--quiet", *PYTHON_FOLDERS],
        "types": [VENV / "bin/mypy", "--no-error-summary"],
        "types of the scripts": [VENV / "bin/mypy", "--no-error-summary", "-p", "setup", "-p", "checks", "-p", "skeletons"],
        "import contracts": [VENV / "bin/lint-imports", "--no-cache"],
        "process models": [BATON, "model", "lint", "process_models"],
    }
    failed = [name for name, command in checks.items() if not _passes(name, command)]
    failed += [] if _javascript() else ["javascript"]
    print(f"lint: {', '.join(failed)} failed" if failed else "lint: all good")
    return 1 if failed else 0


def reformat(arguments: list[str]) -> int:
    """Rewrite what a machine can put right."""
    os.chdir(ROOT)
    ensure_ready(dev=True, assets=False)
    fixed = _passes("ruff check", [VENV / "bin/ruff", "check", "--fix", "--quiet", *PYTHON_FOLDERS])
    shaped = _passes("ruff format", [VENV / "bin/ruff", "format", "--quiet", *PYTHON_FOLDERS])
    return 0 if fixed and shaped and _javascript("--fix") else 1


def _javascript(*options: str) -> bool:
    return _passes("javascript", [*eslint(), *options, "."], cwd=FRONTEND, env=node_environment())


def _passes(name: str, command: Sequence[object], *, cwd: Path = ROOT, env: dict[str, str] | None = None) -> bool:
    """Show a check's words only when it complains."""
    answer = attempt(command, cwd=cwd, env=env or environment(PYTHONPATH="backend", MYPYPATH="scripts"))
    print(f"{'ok    ' if answer.returncode == 0 else 'FAILED'} {name}", flush=True)
    if answer.returncode:
        print(answer.stdout.rstrip(), flush=True)
    return answer.returncode == 0
