"""Lookup lists: put in by administrators, searched in by whoever fills in a form; rows pasted into lists."""

import pytest

from baton.domain.actors import Actor, Role
from baton.domain.errors import Forbidden, InvalidInput
from baton.domain.forms import Form
from baton.usecases.filling import lookups
from fakes.posted_page import posted_page

ADA = Actor("ada", "Ada", frozenset(), frozenset({Role.ADMIN}))
CLARA = Actor("clara", "Clara", frozenset(), frozenset({Role.TASK_OWNER}))
CSV = "key;name;city\nK1;Müller Papier;Graz\nK2;Hanse Metall;Hamburg\nK3;=cmd|x;Wien\n".encode()
FORM = Form(
    "order.form.json",
    {"type": "object", "properties": {
        "customer": {"type": "string", "title": "Customer"}, "city": {"type": "string", "title": "City"},
        "lines": {"type": "array", "title": "Lines", "maxItems": 3, "items": {"type": "object", "properties": {
            "what": {"type": "string", "title": "What"}, "count": {"type": "integer", "title": "How many"}}}}}},
    {"customer": {"ui:widget": "typeahead", "ui:options": {"lookup": "customers", "fills": {"city": "city"}}}},
)  # fmt: skip


@pytest.fixture
def listed(platform):
    lookups.replace_list(platform, ADA, ("customers", "Customers"), CSV)
    return platform


def press(platform, values, button, **typed):
    told = posted_page(platform.forms.render(FORM, values), button, **typed.pop("fields", {}))
    told |= {name: [text] for name, text in typed.items()}
    return platform.forms.decode(FORM, told, {})


def test_rows_are_found_by_the_beginnings_of_their_words_and_chosen_without_scripts(listed):
    asked = press(listed, {}, "reveal", **{"~find.customer": "mull gra"})
    page = listed.forms.render(FORM, asked.values, spot=asked.spot)
    assert 'value="K1"' in page
    assert 'value="K2"' not in page
    told = posted_page(page, "fill:customer", customer="K1")
    assert listed.forms.decode(FORM, told, {}).values["city"] == "Graz"


def test_a_key_that_the_list_does_not_have_is_refused_beside_its_field(listed):
    assert listed.forms.validate(FORM, {"customer": "K1"}) == ()
    (problem,) = listed.forms.validate(FORM, {"customer": "K9"})
    assert problem.field == "customer"


def test_replacing_a_list_leaves_nothing_of_the_one_before(listed):
    lookups.replace_list(listed, ADA, ("customers", "Customers"), b"key,name\nK7,New\n")
    assert listed.forms.validate(FORM, {"customer": "K7"}) == ()
    assert listed.forms.validate(FORM, {"customer": "K1"}) != ()


@pytest.mark.parametrize(
    "content", [b"", b"key,key\n1,2\n", b"key,name\n", b"key,name\n,x\n", b"key,name\n1,a\n1,b\n", b"\x00\x01"]
)
def test_a_file_that_is_no_list_changes_nothing(listed, content):
    with pytest.raises(InvalidInput):
        lookups.replace_list(listed, ADA, ("customers", "Customers"), content)
    assert listed.forms.validate(FORM, {"customer": "K1"}) == ()


def test_only_administrators_keep_lists_and_formulas_leave_as_text(listed):
    with pytest.raises(Forbidden):
        lookups.replace_list(listed, CLARA, ("customers", "Customers"), CSV)
    assert "'=cmd|x" in lookups.exported(listed, ADA, "customers")


def test_the_page_shows_a_file_before_it_takes_it(browser):
    admin = browser("admin")
    looked = admin.post("/lookups", {"name": "customers", "title": "Customers", "text": CSV.decode(), "do": "look"})
    assert "Müller Papier" in looked.get_data(as_text=True)
    assert "No list yet" in admin.get("/lookups").get_data(as_text=True)
    admin.post("/lookups", {"name": "customers", "title": "Customers", "text": CSV.decode(), "do": "replace"})
    assert "No list yet" not in admin.get("/lookups").get_data(as_text=True)
    assert browser("designer").get("/lookups").status_code == 403


def test_rows_of_a_spreadsheet_go_to_their_columns_by_head_or_by_place(platform):
    start = {"lines": [{"what": "Pens", "count": 1}, {}]}
    by_head = press(platform, start, "paste:lines", **{"~paste.lines": "How many\tWhat\n2\tPaper\n"})
    assert by_head.values["lines"] == [{"what": "Pens", "count": 1}, {"what": "Paper", "count": 2}]
    by_place = press(platform, start, "paste:lines", **{"~paste.lines": "Ink;3\nGlue;x\nToo much;9"})
    assert by_place.values["lines"] == [{"what": "Pens", "count": 1}, {"what": "Ink", "count": 3}, {"what": "Glue", "count": "x"}]


def test_a_row_is_copied_below_itself_while_there_is_room(platform):
    rows = {"lines": [{"what": "a"}, {"what": "b"}]}
    assert [row["what"] for row in press(platform, rows, "copy:lines.0").values["lines"]] == ["a", "a", "b"]


def test_an_example_of_the_gallery_is_tried_and_told_what_is_wrong(browser):
    designer = browser("designer")
    right = designer.post("/forms/widgets/iban", {"f.iban_answer": "DE89370400440532013000"})
    assert "DE89370400440532013000" in right.get_data(as_text=True)
    wrong = designer.post("/forms/widgets/iban", {"f.iban_answer": "DE89370400440532013001"})
    assert wrong.status_code == 422
    assert "IBAN" in wrong.get_data(as_text=True)
