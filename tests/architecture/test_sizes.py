"""Rooms stay small: files, functions, folders and templates fit on the desk."""

import ast
from collections import Counter

import pytest

from architecture.house import BACKEND, CODE, ROOT, commands, files, name_of

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 50
LINES_OF_A_TEMPLATE = 150
FILES_OF_A_FOLDER = 12
# Vocabularies that are read like a table of contents: decision 0005.
FLAT_ROOMS = {"backend/baton/domain": 24, "backend/baton/usecases": 24, "tests/conformance": 24}
PYTHON = [*files(".py"), *commands()]
TEMPLATES = sorted((BACKEND / "web" / "templates").rglob("*.html")) + sorted((ROOT / "forms").rglob("*.html"))


@pytest.mark.parametrize("path", files(*CODE), ids=name_of)
def test_a_file_fits_on_the_desk(path):
    assert len(path.read_text().splitlines()) <= LINES_OF_A_FILE


@pytest.mark.parametrize("path", [path for path in PYTHON if path.parent.name != "versions"], ids=name_of)
def test_a_function_is_read_at_one_glance(path):
    functions = [
        node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    too_long = {one.name for one in functions if (one.end_lineno or one.lineno) - one.lineno >= LINES_OF_A_FUNCTION}
    assert not too_long


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_is_short(path):
    assert len(path.read_text().splitlines()) <= LINES_OF_A_TEMPLATE


def test_a_folder_is_seen_at_one_glance():
    counted = Counter(path.parent for path in files(*CODE) if path.name != "__init__.py" and "versions" not in path.parts)
    crowded = {
        name_of(folder): count for folder, count in counted.items() if count > FLAT_ROOMS.get(name_of(folder), FILES_OF_A_FOLDER)
    }
    assert not crowded


@pytest.mark.parametrize("path", [path for path in PYTHON if path.name != "__init__.py"], ids=name_of)
def test_a_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text())), "begin with one sentence that says what this room is for"
