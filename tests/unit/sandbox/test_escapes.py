"""No text leaves the sandbox: not as an expression, not as a script."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from baton.domain.ports.sandbox import SandboxError
from baton.sandbox.sandbox import HybridSandbox
from unit.sandbox.escapes import EXPRESSIONS, HOGS_EXPRESSIONS, HOGS_SCRIPTS, SCRIPTS

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CANARY = "canary-in-the-environment"


@pytest.fixture(scope="module")
def sandbox():
    os.environ["BATON_CANARY"] = CANARY
    box = HybridSandbox()
    yield box
    box.close()
    del os.environ["BATON_CANARY"]


def variables():
    return {"shared": {"n": {"k": 1}}, "listed": [3, 1, 2], "x": True}


def test_the_corpus_is_large_enough():
    assert len(set(EXPRESSIONS)) >= 60
    assert len(set(SCRIPTS)) >= 30
    assert len(HOGS_EXPRESSIONS) >= 9


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_no_expression_reaches_out(sandbox, text):
    given = variables()
    with pytest.raises(SandboxError):
        sandbox.evaluate(text, given, NOW)
    assert given == variables()


@pytest.mark.parametrize("text", SCRIPTS)
def test_no_script_reaches_out(sandbox, text):
    given = variables()
    with pytest.raises(SandboxError) as failure:
        sandbox.execute(text, given, NOW, 1)
    assert CANARY not in str(failure.value)
    assert "root:" not in str(failure.value)
    assert given == variables()
    assert not Path("/tmp/baton-canary").exists()


@pytest.mark.parametrize("text", HOGS_EXPRESSIONS, ids=lambda text: text[:40])
def test_an_expression_that_wants_too_much_is_stopped_early(sandbox, text):
    begin = time.process_time()
    with pytest.raises(SandboxError):
        sandbox.evaluate(text, variables(), NOW)
    assert time.process_time() - begin < 5


@pytest.mark.parametrize("text", HOGS_SCRIPTS, ids=lambda text: text[:40])
def test_a_script_that_wants_too_much_is_stopped_and_the_next_one_runs(sandbox, text):
    begin = time.monotonic()
    with pytest.raises(SandboxError):
        sandbox.execute(text, variables(), NOW, 1)
    assert time.monotonic() - begin < 60
    assert sandbox.execute("y = 1", {}, NOW, 1) == {"y": 1}


def test_matching_on_a_class_attribute_finds_nothing(sandbox):
    assert sandbox.execute("match ():\n    case object(__class__=c):\n        r = str(c)", {}, NOW, 1) == {}


def test_a_script_changes_only_its_own_copy(sandbox):
    given = variables()
    outcome = sandbox.execute("shared['n']['k'] = 'changed'\nlisted.append(9)", given, NOW, 1)
    assert outcome["shared"] == {"n": {"k": "changed"}}
    assert outcome["listed"] == [3, 1, 2, 9]
    assert given == variables()


def test_the_value_of_an_expression_is_a_copy(sandbox):
    given = variables()
    sandbox.evaluate("shared", given, NOW)["n"]["k"] = 2
    assert given == variables()
