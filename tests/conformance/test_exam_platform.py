"""The visible exam over the HTTP API, in one life of the platform and with a restart between any two steps."""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from baton.main.clocks import FrozenClock
from conformance import platform_host

FOLDER = os.environ.get("BATON_CONFORMANCE_DIR", "")
CASES = json.loads(Path(FOLDER, "visible.json").read_text())["cases"] if FOLDER else []
pytestmark = pytest.mark.skipif(not FOLDER, reason="BATON_CONFORMANCE_DIR is not set")


@pytest.fixture(scope="module")
def runner():
    sys.path.insert(0, FOLDER)
    import run_exam

    yield run_exam
    sys.path.remove(FOLDER)


@pytest.mark.parametrize("restart", [False, True], ids=["one-life", "restarted"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_case_ends_as_its_source_says(runner, monkeypatch, tmp_path, case, restart):
    hosts = []

    class Host(platform_host.PlatformHost):
        def __init__(self):
            super().__init__(tmp_path / "exam.db", FrozenClock(datetime(2026, 3, 2, 9, tzinfo=UTC)))
            hosts.append(self)

    Host.__module__ = platform_host.__name__
    monkeypatch.setitem(sys.modules, "spiff_host", platform_host)
    result, reasons = runner.run_case(case, Host, restart)
    acceptable = ("pass", "rejected") if case.get("or_rejected") else ("pass",)
    assert result in acceptable, reasons
    assert hosts[0].verified()
    hosts[0].close()
