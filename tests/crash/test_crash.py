"""Processes are killed and stopped wherever it hurts; nothing that was acknowledged is lost or doubled, and the journal tells
the same story as the tables. That this would be noticed is shown by mistakes made on purpose."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import databases
from crash.nemesis import PLAN
from crash.place import Place

TESTS = Path(__file__).parents[1]
STEPS = 2000
FEW = 120
RUNS = 5
MUTANTS = {
    "acknowledged_before_commit": {"a completion was acknowledged twice", "an acknowledged completion is lost"},
    "second_completion_acknowledged": {"a completion was acknowledged twice", "an acknowledged completion is lost"},
    "journal_in_its_own_transaction": {
        "a journal has a gap or a broken chain",
        "journal and tasks disagree about what was completed",
    },
    "memory_believed_blindly": {"a replay does not give what is stored", "rows are not what the journal gives"},
    "timer_not_cancelled": {"rows are not what the journal gives", "a timer is overdue"},
}


def crashed(url: str, folder: Path, steps: int, mutant: str = "none", seed: int = 1) -> dict[str, Any]:
    """What one run found; it runs in a process of its own, because it forks."""
    command = [sys.executable, "-m", "crash", url, str(folder), str(steps), mutant, str(seed)]
    path = os.pathsep.join([str(TESTS.parent / "backend"), str(TESTS)])
    answer = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, timeout=600, check=False
    )
    said = (folder / "said").read_text()[-2000:] if (folder / "said").exists() else ""
    assert answer.returncode == 0, answer.stderr[-2000:] + said
    found: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("kind", ["file", "postgres"])
def test_nothing_acknowledged_is_lost_or_doubled_whenever_processes_die(kind: str, tmp_path: Path) -> None:
    with databases.empty(kind, tmp_path) as url:
        found = crashed(url, tmp_path, STEPS)

    assert found["violations"] == {}
    assert found["steps"] >= STEPS, found
    assert set(found["deaths"]) >= set(PLAN), "every planned point was hit"
    assert "error" not in found["deaths"], (tmp_path / "said").read_text()[-2000:]


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mistake_made_on_purpose_is_noticed(mutant: str, tmp_path: Path) -> None:
    """Where a killed process stands is chance, so a short run may miss; several in a row do not."""
    runs: list[dict[str, Any]] = []
    for seed in range(1, RUNS + 1):
        folder = tmp_path / str(seed)
        folder.mkdir()
        with databases.empty("file", folder) as url:
            runs.append(crashed(url, folder, FEW, mutant, seed))
        if set(runs[-1]["violations"]) & MUTANTS[mutant]:
            return
    pytest.fail(f"{mutant} was not noticed: {runs}")


def test_the_ledger_counts_what_was_acknowledged(tmp_path: Path) -> None:
    place = Place("sqlite://", tmp_path)
    for kind, id in (("t", "1" * 36), ("s", "2" * 36), ("t", "3" * 36)):
        place.acknowledge(kind, id)

    assert place.steps() == 3
    assert place.acknowledged("t") == ["1" * 36, "3" * 36]
