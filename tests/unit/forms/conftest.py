"""A catalogue with the project's widgets, and forms written in two lines."""

import json
from pathlib import Path

import pytest

from baton.forms.catalog import FormCatalog

WIDGETS = Path(__file__).parents[3] / "forms" / "widgets"


@pytest.fixture(scope="session")
def catalog():
    return FormCatalog(WIDGETS)


@pytest.fixture
def form(catalog):
    def build(properties, ui=None, **words):
        content = json.dumps({"schema": {"type": "object", "properties": properties, **words}, "ui": ui or {}}).encode()
        return catalog.load({"x.form.json": content}, "x.form.json")

    return build
