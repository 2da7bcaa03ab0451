"""The table of constructs promises nothing that no test keeps, and leaves out no model and nothing that is refused as not supported."""

import inspect
from pathlib import Path

import pytest

from baton.domain.problems import ERROR, WARNING
from baton.engine import check
from baton.engine.lint import rules
from conformance.stories import MODELS, STORIES, name_of

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "backend" / "engine-constructs.md"
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in TABLE.read_text().splitlines()
    if line.startswith("| ") and not line.startswith("| construct")
]


def exists(test):
    kind, _, name = test.partition(" ")
    if kind == "story":
        return (MODELS / name).with_suffix(".toml").exists()
    if kind == "lint":
        return name in {rule.id for rule in rules()}
    if kind == "check":
        return f'"{name}"' in inspect.getsource(check)
    path, _, function = test.partition("::")
    return f"def {function}(" in (ROOT / path).read_text()


@pytest.mark.parametrize(("construct", "state", "test"), ROWS, ids=[row[0] for row in ROWS])
def test_every_construct_is_repaired_supported_or_refused_and_has_its_test(construct, state, test):
    assert state in ("repaired", "supported", "refused", "warned")
    assert exists(test)
    if test.startswith("lint "):
        level = next(rule.level for rule in rules() if rule.id == test.removeprefix("lint "))
        assert state == {ERROR: "refused", WARNING: "warned"}[level]
    elif test.startswith("story "):
        assert state in ("repaired", "supported")


def test_the_backend_points_to_the_table():
    assert f"]({TABLE.name})" in (ROOT / "backend" / "README.md").read_text()


def test_every_rule_that_says_not_supported_is_in_the_table():
    named = {test.removeprefix("lint ") for _, _, test in ROWS}
    silent = {rule.id for rule in rules() if "not supported" in _words(rule)} - named

    assert not silent


def _words(rule):
    return inspect.getsource(inspect.getmodule(rule.find)) + rule.sentence


def test_every_model_of_ours_is_in_the_table():
    named = {test.removeprefix("story ") for _, _, test in ROWS if test.startswith("story ")}

    assert {name_of(path) for path in STORIES} == named


def test_no_construct_stands_in_the_table_twice():
    constructs = [row[0] for row in ROWS]

    assert len(set(constructs)) == len(constructs)
