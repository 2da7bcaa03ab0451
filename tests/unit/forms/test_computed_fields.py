"""Computed fields are worked out on the server, from what stands around them, and never taken from anybody."""

import json
from pathlib import Path

import pytest

from baton.forms.catalog import FormCatalog
from baton.sandbox.sandbox import HybridSandbox
from fakes.posted_page import posted_page

WIDGETS = Path(__file__).parents[3] / "forms" / "widgets"
LINE = {
    "text": {"type": "string"},
    "qty": {"type": "integer"},
    "price": {"type": "number"},
    "sum": {"type": "number", "multipleOf": 0.01},
}
ORDER = {
    "lines": {"type": "array", "items": {"type": "object", "properties": LINE}},
    "rate": {"type": "number", "default": 19}, "net": {"type": "number"}, "gross": {"type": "number", "multipleOf": 0.01},
}  # fmt: skip
UI = {
    "lines": {"items": {"sum": {"ui:computed": "qty * price"}}, "ui:totals": ["sum"]},
    "net": {"ui:computed": "sum(line.sum for line in lines)"}, "gross": {"ui:computed": "net * (1 + rate / 100)"},
}  # fmt: skip


@pytest.fixture(scope="module")
def desk():
    return FormCatalog(WIDGETS, HybridSandbox())


def load(desk, properties, ui):
    content = json.dumps({"schema": {"type": "object", "properties": properties}, "ui": ui}).encode()
    return desk.load({"x.form.json": content}, "x.form.json")


@pytest.fixture(scope="module")
def order(desk):
    return load(desk, ORDER, UI)


def test_lines_and_sums_are_computed_from_each_other(desk, order):
    lines = [{"qty": 3, "price": 0.1}, {"qty": 2, "price": 1.005}]
    values = desk.accept(order, {"lines": lines, "rate": 19}, {})
    assert [line["sum"] for line in values["lines"]] == [0.3, 2.01]
    assert (values["net"], values["gross"]) == (2.31, 2.75)
    assert desk.validate(order, values) == ()


def test_what_the_client_says_about_a_computed_field_does_not_count(desk, order):
    page = desk.render(order, desk.initial(order, {"lines": [{"qty": 1, "price": 5}]}))
    forged = posted_page(page) | {"f.net": ["1"], "f.lines.0.sum": ["1"], "f.gross": ["0"]}
    values = desk.decode(order, forged, {}).values
    assert (values["net"], values["lines"][0]["sum"], values["gross"]) == (5, 5, 5.95)
    assert desk.accept(order, {"lines": [{"qty": 1, "price": 5, "sum": 1}], "net": 1, "rate": 0}, {})["net"] == 5


def test_it_is_shown_again_when_a_row_goes_and_rows_can_still_be_moved(desk, order):
    values = desk.initial(order, {"lines": [{"qty": 1, "price": 5}, {"qty": 1, "price": 7}]})
    page = desk.render(order, values)
    assert "data-reveals" in page
    assert desk.decode(order, posted_page(page, press="remove:lines.0"), values).values["net"] == 7
    assert desk.decode(order, posted_page(page, press="down:lines.0"), values).values["lines"][0]["sum"] == 7
    assert "<b" in page
    assert ">12" in page.replace("12.0", "12")


def test_what_is_not_filled_in_yet_counts_as_nothing(desk, order):
    page = posted_page(desk.render(order, desk.initial(order, {})), press="add:lines")
    assert desk.decode(order, page, {}).values["net"] == 0
    assert desk.initial(order, {})["gross"] == 0


def test_what_cannot_be_computed_is_left_out_and_asked_for_nobody(desk, order):
    values = desk.accept(order, {"lines": [{"qty": "many", "price": 5}], "rate": 19}, {})
    assert "sum" not in values["lines"][0]
    assert desk.accept(
        load(desk, {"a": {"type": "number"}, "b": {"type": "number"}}, {"b": {"ui:computed": "1 / a"}}), {"a": 0}, {}
    ) == {"a": 0}


def test_a_computed_field_is_shown_and_cannot_be_typed_into(desk, order):
    assert 'name="f.net" readonly' in desk.render(order, desk.initial(order, {})).replace("  ", " ")


@pytest.mark.parametrize("text", ["", 7, "1 +", "__import__('os')", "now()", "date.today()", "open('x')"])
def test_an_expression_that_does_not_work_is_refused_at_deployment(desk, text):
    content = json.dumps({"schema": {"type": "object", "properties": {"a": {}}}, "ui": {"a": {"ui:computed": text}}}).encode()
    assert [one.rule for one in desk.check("x.form.json", content)] == ["form.computed"]


def test_other_types_than_numbers(desk):
    made = load(
        desk, {"first": {"type": "string"}, "last": {"type": "string"}, "both": {"type": "string"}, "adult": {"type": "boolean"}, "age": {"type": "integer"}},
        {"both": {"ui:computed": "first + ' ' + last"}, "adult": {"ui:computed": "age >= 18"}},
    )  # fmt: skip
    assert desk.accept(made, {"first": "Ada", "last": "L", "age": 20}, {}) == {
        "first": "Ada",
        "last": "L",
        "age": 20,
        "both": "Ada L",
        "adult": True,
    }


def test_without_a_sandbox_a_computed_field_keeps_what_it_was_given(catalog, order):
    assert catalog.accept(order, {"net": 7}, {"net": 3})["net"] == 3
