"""Forms that other projects publish: all of them render, come back as they were shown, and are judged as jsonschema judges them."""

import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from baton.domain.problems import errors
from baton.domain.working.submissions import NOTHING_SEEN, Seen
from baton.forms.catalog import FormCatalog
from fakes.posted_page import posted_page

ROOT = Path(__file__).parents[3]
FOLDER = os.environ.get("BATON_CONFORMANCE_DIR")
KINDS = ("rjsf-playground", "jsonforms-examples")
SAMPLES = sorted(path for kind in KINDS for path in Path(FOLDER, "forms", kind).glob("*.json")) if FOLDER else []
# Ours alone: fields nobody declared, and formats that the plain library does not look at.
OUR_RULES = {"form.unknown", "form.format"}
# Digits kept as text become the number that the schema wants; a schema of schemas has places that take anything.
CORRECTED = {"list-with-detail", "jsonschema"}
SEEN = (NOTHING_SEEN, Seen("de", "Europe/Berlin", "de"))
WRONG = ("~", -1, 1.5, True, None, [], {}, ["x", "x"], {"x": 1})

pytestmark = pytest.mark.skipif(not FOLDER, reason="BATON_CONFORMANCE_DIR is not set")


@pytest.fixture(scope="module")
def catalog():
    return FormCatalog(ROOT / "forms" / "widgets")


def opened(catalog, path):
    """The sample's schema, its form with its own ui schema, and the values it comes with."""
    told = json.loads(path.read_text("utf-8"))
    content = json.dumps({"schema": told["schema"], "ui": told.get("uiSchema") or told.get("uischema") or {}}).encode()
    assert errors(catalog.check("x.form.json", content)) == ()
    form = catalog.load({"x.form.json": content}, "x.form.json")
    data = told.get("formData", told.get("data"))
    schema = told["schema"]
    if "value" in form.schema.get("properties", {}) and "value" not in schema.get("properties", {}):
        schema, data = {**form.schema}, {"value": data}  # a lone value is the variable "value"
    return schema, form, catalog.initial(form, data if isinstance(data, dict) else {})


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
class TestEverySample:
    @pytest.mark.parametrize("seen", SEEN, ids=("plain", "german"))
    def test_it_renders_and_what_is_sent_is_what_was_shown(self, catalog, path, seen):
        _, form, values = opened(catalog, path)
        problems = catalog.validate(form, values, (), seen)
        page = catalog.render(form, values, problems, seen=seen)
        assert 'class="fields"' in page
        assert ("field-error" in page) == bool(problems)
        sent = catalog.decode(form, posted_page(page), values).values
        if path.stem not in CORRECTED:
            assert filled_in(sent) == filled_in(values)
            assert filled_in(catalog.accept(form, sent, values)) == filled_in(values)
            again = catalog.validate(form, sent, (), seen)
            assert {one.field for one in again} - {one.field for one in problems} <= set(unsaid(values, sent))

    def test_it_is_judged_as_the_library_judges_it(self, catalog, path):
        schema, form, values = opened(catalog, path)
        plain = Draft7Validator(schema)
        for tried in (values, *spoiled(values)):
            found = [one for one in catalog.validate(form, tried) if one.rule not in OUR_RULES]
            assert plain.is_valid(tried) == (not found), (tried, found)

    def test_it_is_told_as_data(self, catalog, path):
        schema, form, values = opened(catalog, path)
        assert bool(json.loads(json.dumps(catalog.shown(form, values)))["page"]["children"]) == bool(
            schema.get("properties", schema.get("allOf", schema.get("oneOf")))
        )


def spoiled(values):
    """The values with something else in one place, for every place at the top."""
    for key in values:
        yield from ({**values, key: other} for other in WRONG)
        yield {name: value for name, value in values.items() if name != key}


def unsaid(values, sent, path=""):
    """Where a page says nothing because there is nothing to say: an empty text, an empty group."""
    for key, value in values.items():
        here = f"{path}.{key}" if path else key
        if value in (None, "", {}, []):
            yield here
        if isinstance(value, dict):
            yield from unsaid(value, sent, here)
        if isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, dict):
                    yield from unsaid(item, sent, f"{here}.{index}")


def filled_in(value):
    """An unticked box and a missing one, an empty text and none: a page cannot tell them apart."""
    if isinstance(value, dict):
        return {key: item for key, item in ((k, filled_in(v)) for k, v in value.items()) if item not in (None, "", False, {}, [])}
    return [filled_in(item) for item in value] if isinstance(value, list) else value
