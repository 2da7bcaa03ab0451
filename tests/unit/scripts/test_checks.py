"""What the testing commands tell at their end, and what they choose to run."""

import pytest

from checks import suite
from checks.browser import find_chromium
from checks.report import read_results, summary

RESULTS = """<testsuites><testsuite>
<testcase name="a"/><testcase name="b"/>
<testcase name="c"><failure message="no"/></testcase>
<testcase name="d"><error message="worse"/></testcase>
<testcase name="e"><skipped message="no browser"/></testcase><testcase name="f"><skipped message="no browser"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def results(tmp_path):
    file = tmp_path / "results.xml"
    file.write_text(RESULTS)
    return file


def test_every_test_is_counted_once(results):
    figures, _ = read_results(results)
    assert figures == {"passed": 2, "failed": 1, "errors": 1, "skipped": 2}


def test_what_was_not_run_is_said_with_its_reason_and_the_figures_come_last(results):
    lines = summary(*read_results(results), ["PostgreSQL tests: none here"], 12.4)
    assert lines == [
        "Not run: PostgreSQL tests: none here",
        "Not run: 2 skipped: no browser",
        "2 passed, 1 failed, 1 errors, 2 skipped in 12 s",
    ]


def test_a_run_that_wrote_no_results_counts_nothing(tmp_path):
    figures, reasons = read_results(tmp_path / "none.xml")
    assert sum(figures.values()) == 0
    assert not reasons


@pytest.fixture
def folders(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("unit", "web", "e2e"):
        (tmp_path / "tests" / name).mkdir(parents=True)


@pytest.mark.usefixtures("folders")
def test_the_fast_round_leaves_out_what_is_slow():
    assert suite._targets("fast", ["-x"]) == ["tests/unit", "tests/web", "-k", "not postgres"]
    assert suite._targets("full", ["-x"]) == ["tests"]


@pytest.mark.usefixtures("folders")
def test_a_named_path_replaces_the_folders():
    assert suite._targets("full", ["tests/unit", "-x"]) == []
    assert suite._targets("fast", ["tests/e2e::test_x"]) == []


def test_the_named_browser_comes_first(monkeypatch):
    monkeypatch.setenv("BATON_CHROMIUM", "/opt/mine")
    assert find_chromium() == "/opt/mine"
