"""Ten thousand rows: shown in parts, sent back whole, judged in time."""

import json
import re
import time

import pytest

from baton.domain.forms import Spot
from fakes.posted_page import posted_page

CELLS = {"text": {"type": "string"}, "qty": {"type": "integer", "minimum": 0}, "sku": {"type": "string", "readOnly": True}}
MOST_FIELDS_OF_A_REQUEST = 5_000


@pytest.fixture(scope="module")
def rows():
    return {"lines": [{"text": f"row {n} “é” <b>", "qty": n} for n in range(10_000)]}


@pytest.fixture
def order(form):
    cells = {name: cell for name, cell in CELLS.items() if name != "sku"}
    return form({"lines": {"type": "array", "title": "Lines", "items": {"type": "object", "properties": cells}}})


def numbers(page):
    return sorted({int(found) for found in re.findall(r'name="f\.lines\.(\d+)\.', page)})


def test_ten_thousand_rows_are_shown_in_parts_and_come_back_whole(catalog, order, rows):
    before = time.process_time()
    page = catalog.render(order, rows)
    sent = posted_page(page)
    assert numbers(page) == list(range(200))
    assert "200 of 10,000" in page
    assert sum(map(len, sent.values())) < MOST_FIELDS_OF_A_REQUEST
    assert catalog.decode(order, sent, {}).values == rows
    assert catalog.validate(order, rows) == ()
    assert time.process_time() - before < 30


def test_an_answer_in_one_part_stays_when_another_part_is_opened(catalog, order, rows):
    page = catalog.render(order, rows, spot=Spot(rows={"lines": 400}))
    assert numbers(page) == list(range(400, 600))
    done = catalog.decode(order, posted_page(page, press="rows:lines.600", **{"lines.401.text": "changed"}), rows)
    assert (done.values["lines"][401]["text"], done.values["lines"][400]) == ("changed", rows["lines"][400])
    after = catalog.render(order, done.values, spot=done.spot)
    assert numbers(after) == list(range(600, 800))
    assert catalog.decode(order, posted_page(after), rows).values["lines"][401]["text"] == "changed"


def test_rows_are_added_at_the_end_and_taken_out_where_they_are(catalog, order, rows):
    some = {"lines": rows["lines"][:5_000]}
    page = catalog.render(order, some, spot=Spot(rows={"lines": 600}))
    added = catalog.decode(order, posted_page(page, press="add:lines"), some)
    assert (len(added.values["lines"]), added.values["lines"][:5_000]) == (5_001, some["lines"])
    assert numbers(catalog.render(order, added.values, spot=added.spot))[-1] == 5_000
    removed = catalog.decode(order, posted_page(page, press="remove:lines.601"), some).values["lines"]
    assert removed == some["lines"][:601] + some["lines"][602:]
    assert "add:lines" not in catalog.render(order, rows)


def test_the_page_opens_where_something_is_wrong(catalog, order, rows):
    wrong = {"lines": [*rows["lines"][:700], {"text": "x", "qty": -1}, *rows["lines"][701:]]}
    page = catalog.render(order, wrong, catalog.validate(order, wrong))
    assert 700 in numbers(page)
    assert "at least 0" in page


PARSED = ('[{"text": NaN}]', '["\\ud800"]')


@pytest.mark.parametrize("kept", ["", "no json", "{}", "null", "[" * 5_000, '[{"text": NaN}]', "[1,", '["\\ud800"]'])
def test_rows_that_travel_along_and_were_tampered_with_break_nothing(catalog, order, rows, kept):
    sent = posted_page(catalog.render(order, rows)) | {"~kept.lines": [kept]}
    values = catalog.decode(order, sent, rows).values
    assert values["lines"][:200] == rows["lines"][:200]
    assert len(values["lines"]) == 10_000 or catalog.validate(order, values) or kept in PARSED


def test_more_rows_than_are_accepted_are_refused_with_a_sentence(catalog, order, rows):
    sent = posted_page(catalog.render(order, rows)) | {"~kept.lines": [json.dumps([*rows["lines"], {"qty": 1}])]}
    values = catalog.decode(order, sent, rows).values
    assert [one.message for one in catalog.validate(order, values)] == ["At most 10,000 entries are accepted in one place."]


def test_locked_cells_of_rows_that_are_not_shown_cannot_be_forged(catalog, form):
    order = form({"lines": {"type": "array", "items": {"type": "object", "properties": CELLS}}})
    initial = {"lines": [{"text": "a", "qty": n, "sku": f"A{n}"} for n in range(1_000)]}
    forged = [{**row, "sku": "mine"} for row in initial["lines"]]
    sent = posted_page(catalog.render(order, initial)) | {"~kept.lines": [json.dumps(forged)]}
    values = catalog.accept(order, catalog.decode(order, sent, initial).values, initial)
    assert values == initial


def test_lists_inside_of_lists_stay_within_one_page(catalog, form):
    inner = {"type": "array", "items": {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}}
    nested = form(
        {"groups": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}, "lines": inner}}}}
    )
    values = {"groups": [{"name": f"g{n}", "lines": [{"a": str(m), "b": "x"} for m in range(90)]} for n in range(90)]}
    sent = posted_page(catalog.render(nested, values))
    assert sum(map(len, sent.values())) < MOST_FIELDS_OF_A_REQUEST
    assert catalog.decode(nested, sent, {}).values == values


def test_a_short_list_is_shown_whole(catalog, order, rows):
    assert "~kept" not in catalog.render(order, {"lines": rows["lines"][:100]})
