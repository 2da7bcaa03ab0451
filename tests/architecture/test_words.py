"""The words of the house: one name for one thing, and text that speaks of the project alone."""

import ast
import re

import pytest

from architecture.house import BACKEND, CODE, TEXT, commands, files, name_of

SHELF_NAMES = {
    "utils",
    "util",
    "helper",
    "helpers",
    "manager",
    "managers",
    "service",
    "services",
    "common",
    "core",
    "misc",
}
SHELF_ENDINGS = ("Manager", "Helper", "Service", "Util", "Utils")
OTHER_PEOPLES_WORDS = re.compile(r"\b(workflows?|work ?items?|human ?tasks?)\b", re.IGNORECASE)
# Put together here, so that this file does not contain what it looks for.
MACHINE_PATHS = ("/wo" + "rk/", "/ro" + "ot/", "/home/" + "user")
INDEX_HOSTS = (
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "registry.npmjs" + ".org",
    "ghcr" + ".io",
    "docker" + ".io",
    "quay" + ".io",
)
BROUGHT_FROM_AFAR = ("unp" + "kg.com", "jsde" + "livr", "cdn" + "js", "fonts.google" + "apis", "cdn.", "esm" + ".sh")
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b")
WRITTEN = [path for path in (*files(*TEXT), *commands()) if path.name not in {"package-lock.json", "LICENSES.md"}]


@pytest.mark.parametrize("path", files(*CODE), ids=name_of)
def test_no_shelf_is_called_like_a_shelf(path):
    parts = {part.split(".")[0].lower() for part in path.relative_to(path.parents[1]).parts}
    assert not parts & SHELF_NAMES


@pytest.mark.parametrize("path", sorted(BACKEND.rglob("*.py")), ids=name_of)
def test_no_class_is_a_manager_a_helper_or_a_service(path):
    classes = [node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ClassDef)]
    assert not [name for name in classes if name.endswith(SHELF_ENDINGS)]


def test_people_read_only_the_words_of_the_house():
    """Templates, documents and packs; code may name the library SpiffWorkflow and its calls."""
    found = {
        name_of(path): word.group()
        for path in files(".html", ".md", ".toml")
        if path.name != "LICENSES.md" and "tests" not in path.parts
        for line in path.read_text().splitlines()
        if (word := OTHER_PEOPLES_WORDS.search(line)) and "Not used" not in line
    }
    assert not found


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_a_file_speaks_of_the_project_alone(path):
    text = path.read_text(errors="replace")
    assert not [word for word in (*MACHINE_PATHS, *INDEX_HOSTS) if word in text]
    assert not UNFINISHED.search(text)


@pytest.mark.parametrize("path", files(".html", ".js", ".mjs", ".css"), ids=name_of)
def test_a_page_loads_nothing_from_elsewhere(path):
    text = path.read_text()
    assert not [host for host in BROUGHT_FROM_AFAR if host in text]


def test_the_locks_name_no_host():
    for lock in files(".lock"):
        assert "://" not in lock.read_text(), name_of(lock)
    for lock in files(".json"):
        assert lock.name != "package-lock.json" or '"resolved"' not in lock.read_text(), name_of(lock)
