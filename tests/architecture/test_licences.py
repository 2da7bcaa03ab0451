"""The list of licences is complete, and nothing in an installation binds its users to more than its own licence."""

import re

import pytest

from checks.licences import LIST, browser_packages, pinned

ROWS = re.findall(r"^\| (\S+) \| (\S+) \| (.+) \|$", LIST.read_text(), re.MULTILINE)
LISTED = {(name, version) for name, version, _ in ROWS}
SHIPPED = pinned("requirements.lock") | {(name, version) for name, version, _ in browser_packages()}
# The LGPL lets anybody use a library from outside of it; SpiffWorkflow and psycopg are used so.
BINDING = re.compile(r"\bA?GPL", re.IGNORECASE)


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_python_package_is_listed(lock):
    assert pinned(lock) <= LISTED, "run scripts/licences"


def test_every_browser_package_is_listed():
    assert {(name, version) for name, version, _ in browser_packages()} <= LISTED, "run scripts/licences"


def test_nothing_is_listed_that_is_not_used():
    assert LISTED - {("package", "version")} <= SHIPPED | pinned("requirements-dev.lock"), "run scripts/licences"


def test_no_shipped_package_has_a_binding_or_an_unknown_licence():
    doubtful = {
        name: licence
        for name, version, licence in ROWS
        if (name, version) in SHIPPED and (BINDING.search(licence) or licence == "not stated")
    }
    assert not doubtful
