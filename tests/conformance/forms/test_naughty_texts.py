"""The big list of naughty strings: every one comes back byte for byte from every kind of text field, or is refused with a sentence."""

import json
import os
from pathlib import Path

import pytest

from baton.domain.problems import errors
from baton.forms.catalog import FormCatalog
from fakes.posted_page import posted_page

ROOT = Path(__file__).parents[3]
FOLDER = os.environ.get("BATON_CONFORMANCE_DIR")
LIST = Path(FOLDER, "security", "blns", "blns.json") if FOLDER else None
# What the list spares editors: the ends of lines, blanks around, and what no database keeps.
MORE = [
    "\n",
    "\nfirst line",
    "a\r\nb",
    "a\rb",
    " around ",
    "\t",
    "\x01\x1b\x7f",
    "\x85\u2028\u2029",
    "\ufeffbom",
    "\U0001f9d1\u200d\U0001f4bb",
    "&#0;&amp;",
    "</textarea>",
    "~",
    "~op",
    "e\u0301",
]
TEXTS = [*json.loads(LIST.read_text("utf-8")), *MORE] if LIST else []
UNKEPT = ["a\0b", "\ud800", "x\udfff"]
KINDS = {
    "text": {}, "textarea": {"ui:widget": "textarea"}, "password": {"ui:widget": "password"}, "email": {"ui:widget": "email"},
    "link": {"ui:widget": "link"}, "color": {"ui:widget": "color"}, "date": {"ui:widget": "date"}, "moment": {"ui:widget": "moment"},
}  # fmt: skip

pytestmark = pytest.mark.skipif(not FOLDER, reason="BATON_CONFORMANCE_DIR is not set")


@pytest.fixture(scope="module")
def catalog():
    return FormCatalog(ROOT / "forms" / "widgets")


@pytest.fixture(scope="module")
def form(catalog):
    cells = {name: {"type": "string"} for name in KINDS}
    lines = {"type": "array", "items": {"type": "string"}}
    schema = {"type": "object", "properties": {**cells, "lines": lines}, "additionalProperties": {"type": "string"}}
    content = json.dumps({"schema": schema, "ui": KINDS}).encode()
    assert errors(catalog.check("x.form.json", content)) == ()
    return catalog.load({"x.form.json": content}, "x.form.json")


def test_the_whole_list_is_tried():
    assert len(TEXTS) > 500


@pytest.mark.parametrize("kind", [*KINDS, "lines"])
def test_a_text_comes_back_byte_for_byte(catalog, form, kind):
    lost = []
    for text in TEXTS:
        values = {kind: [text] if kind == "lines" else text}
        assert catalog.validate(form, values) == ()
        page = catalog.render(form, values)
        assert "<script>alert" not in page
        sent = catalog.decode(form, posted_page(page), values).values
        if text and sent.get(kind) != values[kind]:
            lost.append((text, sent.get(kind)))
    assert lost == []


def test_what_a_person_types_comes_through_as_a_browser_sends_it(catalog, form):
    for text in TEXTS:
        sent = catalog.decode(
            form, {"f.textarea": [text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")]}, {}
        ).values
        assert sent.get("textarea", "") == text.replace("\r\n", "\n").replace("\r", "\n")


def test_a_naughty_name_of_an_entry_comes_back(catalog, form):
    names = [
        text
        for text in TEXTS
        if text.strip() == text and text and text not in KINDS and "\n" not in text and "\r" not in text and text != "lines"
    ]
    values = {name: "x" for name in names[:200]}
    assert catalog.decode(form, posted_page(catalog.render(form, values)), values).values == {**values, "lines": []}


@pytest.mark.parametrize("text", UNKEPT)
@pytest.mark.parametrize("place", [lambda text: {"text": text}, lambda text: {"lines": [text]}, lambda text: {text: "x"}])
def test_what_cannot_be_kept_is_refused_with_a_sentence(catalog, form, text, place):
    (problem,) = catalog.validate(form, place(text))
    assert problem.rule == "form.characters"
    assert "cannot be kept" in problem.message
