"""No repair is there for nothing: without any one of them a story or a random model fails, or running costs more."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conformance.mutants import CHANGES, INSTALLED

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def told():
    """What became of each mutant; the one without a name is the engine as it is."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS.parent / "backend")))}
    command = [sys.executable, str(TESTS / "conformance" / "mutants.py")]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    return dict(line.split("\t") for line in done.stdout.splitlines())


def cost(told, name):
    return int(told[name].removeprefix("nobody, but it costs ").removesuffix(" calls"))


@pytest.mark.parametrize("name", [*INSTALLED, *CHANGES])
def test_without_a_repair_somebody_notices(told, name):
    assert told[name].startswith(("the story", "the random model")) or cost(told, name) > cost(told, "")
