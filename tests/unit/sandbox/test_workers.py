"""The pool of script workers outlives its workers, its owner's fork and being closed."""

import gc
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from baton.sandbox.sandbox import HybridSandbox

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def sandbox():
    box = HybridSandbox()
    yield box
    box.close()


def worker_ids():
    found = []
    for task in Path("/proc/self/task").iterdir():
        found += [int(pid) for pid in (task / "children").read_text().split()]
    return [pid for pid in found if "monty" in Path(f"/proc/{pid}/comm").read_text()]


def run(box):
    return box.execute("x = [n for n in range(3)]\nx.append(9)", {}, NOW, 1)


def test_no_worker_starts_before_the_first_script(sandbox):
    before = worker_ids()
    sandbox.evaluate("1 + 1", {}, NOW)
    assert worker_ids() == before
    run(sandbox)
    assert len(worker_ids()) > len(before)


def test_a_killed_worker_is_replaced(sandbox):
    before = set(worker_ids())
    run(sandbox)
    for pid in set(worker_ids()) - before:
        os.kill(pid, signal.SIGKILL)
    assert run(sandbox) == {"x": [0, 1, 2, 9]}


def in_a_fork(code):
    lines = (
        "import os, signal, sys",
        "from datetime import UTC, datetime",
        "from baton.domain.ports.sandbox import SandboxError",
        "from baton.sandbox.sandbox import HybridSandbox",
        "box = HybridSandbox()",
        "run = lambda: box.execute('x = [1]\\nx.append(2)', {}, datetime(2026, 3, 1, tzinfo=UTC), 1)",
        code,
        "child = os.fork()",
        "if child == 0:",
        "    signal.alarm(20)",
        "    try:",
        "        print(run(), flush=True)",
        "    except SandboxError as problem:",
        "        print(problem, flush=True)",
        "    box.close()",
        "    os._exit(0)",
        "os.waitpid(child, 0)",
        "print(run(), flush=True)",
        "box.close()",
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "backend")}
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.splitlines()


def test_a_child_forked_before_the_first_script_runs_its_own_workers():
    assert in_a_fork("") == ["{'x': [1, 2]}"] * 2


def test_a_child_forked_later_is_told_instead_of_waiting_for_ever():
    child, parent = in_a_fork("run()")
    assert "forked" in child
    assert parent == "{'x': [1, 2]}"


def test_a_closed_sandbox_leaves_no_worker_and_starts_again_on_demand(sandbox):
    before = worker_ids()
    run(sandbox)
    sandbox.close()
    assert worker_ids() == before
    assert run(sandbox) == {"x": [0, 1, 2, 9]}


def test_workers_end_with_the_last_who_could_use_them():
    before = set(worker_ids())
    box = HybridSandbox()
    run(box)
    assert set(worker_ids()) - before
    del box
    gc.collect()
    assert set(worker_ids()) <= before
