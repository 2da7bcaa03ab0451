"""Shapes of forms: each comes back from a browser as it was shown, whoever reads it, and every mistake stands beside its field."""

import json
from pathlib import Path

import pytest

from baton.domain.problems import errors
from baton.domain.working.submissions import NOTHING_SEEN, Seen
from fakes.posted_page import posted_page

SHAPES = sorted(Path(__file__).parent.glob("*.json"))
SEEN = (NOTHING_SEEN, Seen("de", "Europe/Berlin", "de"))


def opened(catalog, path):
    told = json.loads(path.read_text("utf-8"))
    content = json.dumps(told["form"]).encode()
    assert errors(catalog.check("x.form.json", content)) == ()
    return told, catalog.load({"x.form.json": content}, "x.form.json")


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.stem)
class TestEveryShape:
    @pytest.mark.parametrize("seen", SEEN, ids=("plain", "german"))
    def test_valid_values_come_back_as_they_were_and_are_fine(self, catalog, path, seen):
        told, form = opened(catalog, path)
        assert told["valid"]
        for values in told["valid"]:
            assert catalog.validate(form, values) == ()
            page = catalog.render(form, values, seen=seen)
            assert "field-error" not in page
            sent = catalog.decode(form, posted_page(page), {}).values
            assert said(sent) == said(values)
            assert catalog.validate(form, sent) == ()

    @pytest.mark.parametrize("seen", SEEN, ids=("plain", "german"))
    def test_mistakes_come_back_as_they_were_and_stand_beside_their_fields(self, catalog, path, seen):
        told, form = opened(catalog, path)
        for case in told["invalid"]:
            problems = catalog.validate(form, case["values"], (), seen)
            assert {one.field for one in problems} == set(case["fields"]), case
            page = catalog.render(form, case["values"], problems, seen=seen)
            assert all(one.message.replace('"', "&#34;").replace("'", "&#39;") in page for one in problems)
            sent = catalog.decode(form, posted_page(page), {}).values
            again = {one.field for one in catalog.validate(form, sent, (), seen)}
            assert set(case["fields"]) <= again | unsent(catalog, form, case), (case, sent)


def unsent(catalog, form, case):
    """Entries that a page refuses to show come back without what was wrong with them."""
    shown = catalog.render(form, case["values"])
    return {field for field in case["fields"] if f'"f.{field}"' not in shown and f".{field}" not in shown}


def said(value):
    """An unticked box and an empty text are nothing that a page says."""
    if isinstance(value, dict):
        return {
            key: item for key, item in ((key, said(part)) for key, part in value.items()) if item not in (None, "", False, {}, [])
        }
    return [said(item) for item in value] if isinstance(value, list) else value


def test_there_are_at_least_thirty():
    assert len(SHAPES) >= 30
