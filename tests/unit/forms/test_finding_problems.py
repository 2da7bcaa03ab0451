"""Values are judged by their schema, and only declared fields come in."""

import time

import pytest

from baton.forms.schema import children


def rules(problems):
    return {(problem.rule, problem.field) for problem in problems}


def test_a_form_that_is_being_prepared_is_whole_for_everybody_else(catalog, form, monkeypatch):
    wanted = form({"amount": {"type": "number"}, "comment": {"type": "string"}})
    below, found = children._below, []

    def interrupted(shape, schema, ui, key, required=False):
        if key == "comment" and not found:  # here another thread comes in
            found.append(None)
            found[0] = catalog.validate(wanted, {"comment": "late"}, ["comment"])
        return below(shape, schema, ui, key, required)

    monkeypatch.setattr(children, "_below", interrupted)
    assert catalog.validate(wanted, {"amount": 1, "comment": "late"}, ["comment"]) == ()
    assert found == [()]


def test_fields_that_the_form_does_not_know_are_problems(catalog, form):
    plain = form({"note": {"type": "string"}, "who": {"type": "object", "properties": {"name": {"type": "string"}}}})
    values = {"note": "x", "role": "admin", "who": {"name": "a", "is_admin": True}}
    assert rules(catalog.validate(plain, values)) == {("form.unknown", "role"), ("form.unknown", "who.is_admin")}


def test_further_entries_come_in_where_the_schema_says_so(catalog, form):
    open_form = form({"note": {"type": "string"}}, additionalProperties={"type": "integer"})
    assert catalog.validate(open_form, {"note": "x", "extra": 1}) == ()
    assert rules(catalog.validate(open_form, {"extra": "x"})) == {("form.type", "extra")}


def test_what_an_outcome_requires_is_asked_for_by_title(catalog, form):
    comment = form({"comment": {"type": "string", "title": "Your reason"}})
    (problem,) = catalog.validate(comment, {"comment": ""}, ["comment"])
    assert (problem.rule, problem.field, problem.message) == ("form.required", "comment", "Your reason is required.")
    assert catalog.validate(comment, {"comment": "late"}, ["comment"]) == ()


@pytest.mark.parametrize(
    ("schema", "value", "message"),
    [
        ({"type": "number", "minimum": 0}, -1, "Amount must be at least 0."),
        ({"type": "string", "minLength": 2}, "a", "Amount must have at least 2 characters."),
        ({"type": "string", "maxLength": 2}, "abc", "Amount must have at most 2 characters; it has 3."),
        ({"enum": ["a"]}, "b", "Amount: choose one of the values on offer."),
        ({"type": "string", "format": "date"}, "31.3.2026", "Amount: “31.3.2026” is not a date such as 2026-03-31."),
        ({"type": "integer"}, "x", "Amount: “x” is not a whole number."),
        ({"type": "array", "uniqueItems": True, "items": {}}, [1, 1.0], "Amount: no two entries may be the same."),
    ],
)
def test_a_message_names_the_field_and_the_way_out(catalog, form, schema, value, message):
    (problem,) = catalog.validate(form({"amount": {"title": "Amount", **schema}}), {"amount": value})
    assert (problem.message, problem.field) == (message, "amount")


def test_cents_are_multiples_of_a_cent(catalog, form):
    money = form({"amount": {"type": "number", "multipleOf": 0.01}})
    assert catalog.validate(money, {"amount": 19.99}) == ()
    assert rules(catalog.validate(money, {"amount": 19.999})) == {("form.multipleOf", "amount")}


def test_a_problem_of_a_row_names_its_place_and_stands_beside_its_field(catalog, form):
    rows = form(
        {"lines": {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer", "title": "No"}}}}}
    )
    values = {"lines": [{"n": 1}, {"n": "x"}]}
    problems = catalog.validate(rows, values)
    assert rules(problems) == {("form.type", "lines.1.n")}
    page = catalog.render(rows, values, problems)
    assert 'id="field-lines-1-n" name="f.lines.1.n" aria-invalid="true" aria-describedby="field-lines-1-n-error"' in page


def test_an_evil_pattern_costs_nothing(catalog, form):
    evil = form({"x": {"type": "string", "pattern": "^(a+)+$"}})
    before = time.process_time()
    assert rules(catalog.validate(evil, {"x": "a" * 10_000 + "!"})) == {("form.pattern", "x")}
    assert time.process_time() - before < 5


def test_values_beyond_the_limits_are_refused_quickly(catalog, form):
    deep = {}
    for _ in range(200):
        deep = {"x": deep}
    anything = form({"x": {}}, additionalProperties=True)
    assert rules(catalog.validate(anything, deep)) == {("form.too-deep", ".".join("x" * 17))}
    assert {rule for rule, _ in rules(catalog.validate(anything, {"x": [0] * 10_001}))} == {"form.too-many"}


def test_ten_thousand_equal_looking_rows_are_compared_in_no_time(catalog, form):
    rows = form({"x": {"type": "array", "uniqueItems": True, "items": {"type": "object", "additionalProperties": True}}})
    before = time.process_time()
    catalog.validate(rows, {"x": [{"a": n} for n in range(3_000)]})
    assert time.process_time() - before < 20
