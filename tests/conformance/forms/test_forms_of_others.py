"""Forms that other projects publish: all of them render, come back as they were shown, and are judged as jsonschema judges them."""

import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from baton.domain.problems import errors
from baton.forms.catalog import FormCatalog
from fakes.posted_page import posted_page

ROOT = Path(__file__).parents[3]
FOLDER = os.environ.get("BATON_CONFORMANCE_DIR")
KINDS = ("rjsf-playground", "jsonforms-examples")
SAMPLES = sorted(path for kind in KINDS for path in Path(FOLDER, "forms", kind).glob("*.json")) if FOLDER else []
# A page cannot give these back: text where a tick box stands, the same instant in UTC, free JSON in a text line, digits as text.
NOT_THE_SAME_BACK = {"errors", "control-options", "jsonschema", "list-with-detail"}
# Ours alone: fields nobody declared, and formats that the plain library does not look at.
OUR_RULES = {"form.unknown", "form.format"}

pytestmark = pytest.mark.skipif(not FOLDER, reason="BATON_CONFORMANCE_DIR is not set")


@pytest.fixture(scope="module")
def catalog():
    return FormCatalog(ROOT / "forms" / "widgets")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_form_of_another_project_works(catalog, path):
    told = json.loads(path.read_text("utf-8"))
    content = json.dumps({"schema": told["schema"], "ui": told.get("uiSchema") or {}}).encode()
    assert errors(catalog.check("x.form.json", content)) == ()
    form = catalog.load({"x.form.json": content}, "x.form.json")
    data = told.get("formData", told.get("data"))
    values = catalog.initial(form, data if isinstance(data, dict) else {})

    problems = catalog.validate(form, values)
    page = catalog.render(form, values, problems)
    assert 'class="fields"' in page
    assert ("field-error" in page) == bool(problems)
    assert Draft7Validator(told["schema"]).is_valid(values) == (not [p for p in problems if p.rule not in OUR_RULES])
    if path.stem not in NOT_THE_SAME_BACK:
        assert filled_in(catalog.decode(form, posted_page(page), values).values) == filled_in(values)


def filled_in(value):
    """An unticked box and a missing one, an empty text and none: a page cannot tell them apart."""
    if isinstance(value, dict):
        return {key: item for key, item in ((k, filled_in(v)) for k, v in value.items()) if item not in (None, "", False, {}, [])}
    return [filled_in(item) for item in value] if isinstance(value, list) else value
