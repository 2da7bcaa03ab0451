"""The floors: the import contracts of pyproject.toml hold, and they do find a broken one."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from architecture.house import BACKEND, ROOT

LINT_IMPORTS = Path(sys.executable).parent / "lint-imports"


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(LINT_IMPORTS), "--no-cache", "--config", str(folder / "pyproject.toml")]
    return subprocess.run(
        command, cwd=folder, env={"PYTHONPATH": str(folder / "backend")}, capture_output=True, text=True, check=False
    )


def test_every_import_contract_is_kept():
    answer = lint_imports(ROOT)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize(
    ("room", "line"),
    [("domain", "import baton.web"), ("usecases", "import sqlalchemy"), ("connectors", "import baton.notifications")],
)
def test_a_forbidden_import_is_found(tmp_path, room, line):
    shutil.copytree(BACKEND, tmp_path / "backend" / "baton", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "backend" / "baton" / room / "burglar.py").write_text(f"{line}\n")
    answer = lint_imports(tmp_path)
    assert answer.returncode == 1
    assert "BROKEN" in answer.stdout
