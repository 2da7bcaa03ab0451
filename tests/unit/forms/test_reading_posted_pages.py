"""A posted page becomes typed values; nothing typed is lost and nothing locked comes from the client."""

import pytest

from fakes.posted_page import posted_page

LINES = {
    "lines": {"type": "array", "items": {"type": "object", "properties": {"text": {"type": "string"}, "n": {"type": "integer"}}}}
}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1234.5", 1234.5), ("1234,5", 1234.5), ("1.234,56", 1234.56), ("1,234.56", 1234.56), ("1,234,567", 1234567),
        ("1 234,5", 1234.5), ("-7", -7), ("0.125", 0.125), ("0,125", 0.125), ("1e3", 1000.0), ("12.3.4", "12.3.4"),
        ("1,234", "1,234"), ("abc", "abc"), ("1e999", "1e999"), ("nan", "nan"), ("9" * 50, "9" * 50), ("٣", "٣"),
    ],
)  # fmt: skip
def test_a_number_is_read_where_it_can_be_read_in_one_way_only(catalog, form, typed, value):
    read = catalog.decode(form({"n": {"type": "number"}}), {"f.n": [typed]}, {}).values["n"]
    assert (read, type(read)) == (value, type(value))


def test_text_that_is_no_number_is_shown_again_with_its_problem(catalog, form):
    amount = form({"amount": {"type": "number", "title": "Amount"}})
    values = catalog.decode(amount, {"f.amount": ["abc"]}, {}).values
    problems = catalog.validate(amount, values)
    assert [(p.rule, p.field, p.message) for p in problems] == [("form.type", "amount", "Amount: “abc” is not a number.")]
    page = catalog.render(amount, values, problems)
    assert 'value="abc"' in page
    assert "“abc” is not a number" in page


def test_an_amount_of_money_with_three_digits_after_the_point_is_asked_about(catalog, form):
    money = form({"amount": {"type": "number", "title": "Amount"}}, {"amount": {"ui:widget": "money"}})
    values = catalog.decode(money, {"f.amount": ["1.234"]}, {}).values
    assert "two ways" in catalog.validate(money, values)[0].message


def test_read_only_and_hidden_values_never_come_from_the_client(catalog, form):
    locked = form(
        {"price": {"type": "number", "readOnly": True}, "owner": {"type": "string"}, "note": {"type": "string"}},
        {"owner": {"ui:widget": "hidden"}},
    )
    posted = {"f.price": ["1"], "f.owner": ["me"], "f.note": ["hello"], "f.role": ["admin"]}
    assert catalog.decode(locked, posted, {"price": 99, "owner": "ann"}).values == {"price": 99, "owner": "ann", "note": "hello"}


def test_an_api_caller_cannot_write_read_only_values_either(catalog, form):
    locked = form({"price": {"type": "number", "readOnly": True}, "note": {"type": "string"}})
    assert catalog.accept(locked, {"price": 1, "note": "x"}, {"price": 99}) == {"price": 99, "note": "x"}
    assert catalog.accept(locked, {"price": 1, "note": "x"}, {}) == {"note": "x"}


def test_rows_are_added_removed_and_moved_without_javascript(catalog, form):
    lines = form(LINES)
    values = {"lines": [{"text": "one", "n": 1}, {"text": "two", "n": 2}]}

    def press(button):
        return catalog.decode(lines, posted_page(catalog.render(lines, values), press=button), values)

    assert press("add:lines").operation == "add:lines"
    assert press("add:lines").values["lines"] == [*values["lines"], {}]
    assert press("remove:lines.0").values["lines"] == [{"text": "two", "n": 2}]
    assert press("up:lines.1").values["lines"] == values["lines"][::-1]
    assert press("down:lines.0").values["lines"] == values["lines"][::-1]


@pytest.mark.parametrize(
    "operation",
    ["add:", "add:nothing", "remove:lines.7", "up:lines.0", "remove:lines.x", "boom", "add:lines.0.text", "remove:lines"],
)
def test_an_operation_that_the_form_does_not_allow_changes_nothing(catalog, form, operation):
    posted = {"~rows.lines": ["1"], "f.lines.0.text": ["one"], "~op": [operation]}
    assert catalog.decode(form(LINES), posted, {}).values == {"lines": [{"text": "one"}]}


def test_rows_with_read_only_cells_keep_their_numbers(catalog, form):
    cells = {"sku": {"type": "string", "readOnly": True}, "count": {"type": "integer"}}
    order = form({"lines": {"type": "array", "items": {"type": "object", "properties": cells}}})
    initial = {"lines": [{"sku": "A", "count": 1}, {"sku": "B", "count": 2}]}
    page = catalog.render(order, initial)
    assert "remove:lines.1" in page
    assert "remove:lines.0" not in page
    assert "up:lines" not in page
    posted = posted_page(page) | {"~op": ["remove:lines.0"]}
    assert catalog.decode(order, posted, initial).values == initial


def test_a_conditional_part_appears_after_a_reveal_and_goes_with_its_condition(catalog, form):
    yes = {
        "if": {"properties": {"pet": {"const": True}}, "required": ["pet"]},
        "then": {"properties": {"name": {"type": "string"}}},
    }
    pets = form({"pet": {"type": "boolean"}}, **yes)
    shut = catalog.render(pets, {"pet": False})
    assert "f.name" not in shut
    revealed = catalog.decode(pets, posted_page(shut, press="reveal", pet="true"), {})
    assert revealed.values == {"pet": True}
    assert "f.name" in catalog.render(pets, revealed.values)
    assert catalog.decode(pets, {"~shown.pet": ["1"], "f.name": ["Rex"]}, {}).values == {"pet": False}


def test_keys_with_dots_and_tildes_and_blanks_come_back(catalog, form):
    keys = ["a.b", "a~b", "a b", "~1", "ünïcode", "__proto__"]
    odd = form({key: {"type": "string"} for key in keys})
    values = {key: f"<{key}>" for key in keys}
    assert catalog.decode(odd, posted_page(catalog.render(odd, values)), {}).values == values


def test_a_row_count_from_the_client_is_bounded(catalog, form):
    read = catalog.decode(form(LINES), {"~rows.lines": ["999999"]}, {}).values
    assert len(read["lines"]) <= 10_000


def test_texts_and_numbers_that_look_alike_stay_apart_in_a_choice(catalog, form):
    choice = form({"x": {"enum": ["1", 1, None, True]}})
    for value in ("1", 1, True):
        read = catalog.decode(choice, posted_page(catalog.render(choice, {"x": value})), {}).values["x"]
        assert (read, type(read)) == (value, type(value))
