"""On the part of Python that all three share, expressions, simple scripts and workers agree with Python itself."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baton.domain.ports.sandbox import SandboxError
from baton.sandbox.sandbox import HybridSandbox
from baton.sandbox.scripts import runner
from baton.sandbox.scripts.source import read
from baton.sandbox.scripts.statements import run_simply
from baton.sandbox.scripts.workers import ScriptWorkers

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SANDBOX = HybridSandbox()
WORKERS = ScriptWorkers()
FEW = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
NAMES = {"a": 3, "b": -2, "f": 1.5, "s": "Anna", "t": "", "l": [3, 1, 2], "d": {"k": 1, "m": [1, 2]}, "n": None, "y": True}


def variables():
    return json.loads(json.dumps(NAMES))


leaf = st.one_of(
    st.sampled_from([*NAMES, "l[0]", "l[-1]", "d['k']", "d['m']", "d['m'][1]", "s[1:3]", "l[::-1]", "None", "True"]),
    st.integers(-9, 9).map(str),
    st.floats(-9, 9).map(lambda value: repr(round(value, 2))),
    st.sampled_from(["'x'", "''", "'An'", "[]", "[1, 'x']", "{'q': 1}"]),
)


def grown(inner):
    return st.one_of(
        st.tuples(
            inner, st.sampled_from(["+", "-", "*", "/", "//", "%", "==", "!=", "<", "<=", ">", ">=", "and", "or", "in"]), inner
        ).map(lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"),
        st.tuples(inner, inner, inner).map(lambda parts: f"({parts[0]} if {parts[1]} else {parts[2]})"),
        st.tuples(st.sampled_from(["-", "not "]), inner).map(lambda parts: f"({parts[0]}{parts[1]})"),
        st.tuples(
            st.sampled_from(["len", "str", "int", "bool", "abs", "sum", "min", "max", "sorted", "list", "any", "all"]), inner
        ).map(lambda parts: f"{parts[0]}({parts[1]})"),
        st.tuples(inner, inner).map(lambda parts: f"[x for x in {parts[0]} if x != {parts[1]}]"),
        st.tuples(inner, inner).map(lambda parts: f"[{parts[0]}, {parts[1]}]"),
        st.tuples(inner, st.sampled_from([".upper()", ".lower()", ".strip()", ".split()", ".get('k')", ".startswith('A')"])).map(
            lambda parts: f"({parts[0]}){parts[1]}"
        ),
        st.tuples(inner, inner).map(lambda parts: f"{{'p': {parts[0]}, 'r': {parts[1]}}}"),
    )


expressions = st.recursive(leaf, grown, max_leaves=6)
statement = st.one_of(
    st.tuples(st.sampled_from(["a", "b", "z", "l[0]", "d['k']", "d['new']"]), expressions).map(" = ".join),
    st.tuples(st.sampled_from(["a", "s"]), st.sampled_from(["+=", "-=", "*="]), expressions).map(" ".join),
    st.tuples(expressions, expressions, expressions).map(lambda p: f"if {p[0]}:\n    z = {p[1]}\nelse:\n    z = {p[2]}"),
    st.sampled_from(["pass", "z = l", "z = d['m']", "l[1] = d"]),
)
scripts = st.lists(statement, min_size=1, max_size=4).map("\n".join)


def of_python(text, mode, names):
    """What Python says: a value, or that it fails."""
    try:
        if mode == "eval":
            return json.dumps(eval(text, names))
        exec(text, names)
        del names["__builtins__"]
        return json.dumps(names, allow_nan=False, sort_keys=True)
    except Exception:
        return "fails"


@FEW
@given(expressions)
def test_an_expression_is_worth_what_python_says(text):
    expected = of_python(text, "eval", variables())
    try:
        found = json.dumps(SANDBOX.evaluate(text, variables(), NOW))
    except SandboxError:
        found = "fails"
    assert found == expected


@FEW
@given(scripts)
def test_a_simple_script_does_what_python_does_or_is_left_to_a_worker(text):
    found = run_simply(read(text), variables(), NOW)
    if found is not None:
        assert json.dumps(found, sort_keys=True) == of_python(text, "exec", variables())


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(scripts)
def test_a_worker_does_what_python_does_or_refuses(text):
    try:
        found = json.dumps(runner.run(read(text), variables(), NOW, 1, WORKERS), sort_keys=True)
    except SandboxError:
        return  # workers know less than Python (``[1] += {"a": 1}``); an incident is honest, another value would not be
    assert found == of_python(text, "exec", variables())


@pytest.mark.parametrize(
    "text",
    [
        "z = a + 1",
        "a += 1\nb = a * 2",
        "d['k'] = l[0]",
        "if y:\n    z = 'yes'\nelse:\n    pass",
        "z = len(l) + sum(l)",
        "z = s.upper()",
    ],
)
def test_a_simple_script_needs_no_worker(text):
    assert run_simply(read(text), variables(), NOW) is not None


@pytest.mark.parametrize(
    "text",
    [
        *("for x in l:\n    z = x", "z = round(2.5)", "z = now()", "import json", "del a", "l.append(1)", "l += [1]", "_z = 1"),
        *("z = nobody", "z = {1, 2}", "z = d.k", "len = 5", "z = 'a' * 10**10", "z = 10**10**10", "z = 1 / 0"),
        "s = 'x' * 999999 + s",
    ],
)
def test_other_scripts_are_left_to_a_worker(text):
    assert run_simply(read(text), variables(), NOW) is None
