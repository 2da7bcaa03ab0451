"""The browser's modules that need no browser, tested in Node: every frontend/test/**/*.test.js or .mjs."""

import pytest

from architecture.house import ROOT, files, name_of
from setup.node import node_environment
from setup.run import attempt

MODULES = [
    path for path in files(".js", ".mjs") if path.is_relative_to(ROOT / "frontend" / "test") and path.stem.endswith(".test")
]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_browser_module_keeps_its_promises(path):
    answer = attempt(["node", "--test", path], cwd=ROOT / "frontend", env=node_environment(), limit=120)
    assert answer.returncode == 0, answer.stdout
