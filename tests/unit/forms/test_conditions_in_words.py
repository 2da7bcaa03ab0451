"""Conditions in words: stored as JSON Schema, read back, and honoured by the page and the validator at run time."""

import json
from pathlib import Path

import pytest

from baton.domain.building import Clause, Condition, FormDocument, SetCondition
from baton.domain.forms import Form
from baton.forms.catalog import FormCatalog

CATALOG = FormCatalog(Path(__file__).parents[3] / "forms" / "widgets")
DESK = CATALOG.building
BASE = FormDocument({"type": "object", "properties": {
    "amount": {"type": "number", "title": "Amount"},
    "category": {"type": "string", "title": "Category", "oneOf": [{"const": "hw", "title": "Hardware"}, {"const": "sw", "title": "Software"}]},
    "urgent": {"type": "boolean", "title": "Urgent"},
    "tags": {"type": "array", "title": "Tags", "uniqueItems": True, "items": {"enum": ["new", "old"]}},
    "note": {"type": "string", "title": "Note"},
    "reason": {"type": "string", "title": "Reason", "minLength": 3}}, "required": ["reason"]}, {})  # fmt: skip


def with_condition(*clauses, match="all", effect="show", document=BASE):
    done = DESK.edit(document, SetCondition("reason", effect, Condition(tuple(clauses), match)))
    assert done.problems == (), done.problems
    return done.document


def shown(document, values):
    form = Form("x", document.schema, document.ui)
    return 'name="f.reason"' in CATALOG.render(form, values)


def found(document, values):
    return {(one.rule, one.field) for one in CATALOG.validate(Form("x", document.schema, document.ui), values)}


CASES = [
    (Clause("amount", "is", "5"), {"amount": 5}, {"amount": 6}),
    (Clause("amount", "is_not", "5"), {"amount": 6}, {"amount": 5}),
    (Clause("amount", "more", "1000"), {"amount": 1000.01}, {"amount": 1000}),
    (Clause("amount", "at_least", "1000"), {"amount": 1000}, {"amount": 999}),
    (Clause("amount", "less", "10"), {"amount": 9}, {"amount": 10}),
    (Clause("amount", "at_most", "10"), {"amount": 10}, {"amount": 11}),
    (Clause("amount", "more", "10"), {"amount": 11}, {"amount": "eleven"}),
    (Clause("category", "is", "Hardware"), {"category": "hw"}, {"category": "sw"}),
    (Clause("category", "is_not", "hw"), {"category": "sw"}, {}),
    (Clause("category", "one_of", "hw, Software"), {"category": "sw"}, {}),
    (Clause("urgent", "is", "yes"), {"urgent": True}, {"urgent": False}),
    (Clause("tags", "includes", "new"), {"tags": ["old", "new"]}, {"tags": ["old"]}),
    (Clause("note", "contains", "a.c (x)"), {"note": "1 a.c (x) 2"}, {"note": "abc (x)"}),
    (Clause("note", "answered"), {"note": "x"}, {}),
    (Clause("note", "unanswered"), {}, {"note": "x"}),
]


@pytest.mark.parametrize(("clause", "yes", "no"), CASES, ids=lambda one: one.operator if isinstance(one, Clause) else "")
class TestEveryComparison:
    def test_it_shows_and_hides_the_field(self, clause, yes, no):
        document = with_condition(clause)
        assert shown(document, yes)
        assert not shown(document, no)

    def test_the_server_asks_for_the_field_only_where_it_is_shown(self, clause, yes, no):
        document = with_condition(clause)
        assert ("form.required", "reason") in found(document, yes)
        assert ("form.required", "reason") not in found(document, no)
        assert ("form.minLength", "reason") in found(document, {**yes, "reason": "x"})
        assert ("form.unknown", "reason") in found(document, {**no, "reason": "long enough"})

    def test_it_is_read_back_as_it_was_said(self, clause, yes, no):
        document = DESK.parse(DESK.text(with_condition(clause)))
        told = DESK.panel(document, "reason").shown_when
        assert [(one.field, one.operator) for one in told.clauses] == [(clause.field, clause.operator)]
        assert DESK.edit(document, SetCondition("reason", "show", told)).document == document

    def test_it_goes_without_a_trace(self, clause, yes, no):
        back = DESK.edit(with_condition(clause), SetCondition("reason", "show", None)).document
        assert json.dumps(back.schema, sort_keys=True) == json.dumps(BASE.schema, sort_keys=True)


class TestSeveralClauses:
    BOTH = (Clause("amount", "more", "10"), Clause("category", "is", "hw"))

    def test_all_wants_each_and_any_wants_one(self):
        assert shown(with_condition(*self.BOTH), {"amount": 11, "category": "hw"})
        assert not shown(with_condition(*self.BOTH), {"amount": 11, "category": "sw"})
        assert shown(with_condition(*self.BOTH, match="any"), {"amount": 11, "category": "sw"})
        assert not shown(with_condition(*self.BOTH, match="any"), {"amount": 1})

    def test_a_range_on_one_field(self):
        document = with_condition(Clause("amount", "more", "10"), Clause("amount", "less", "20"))
        assert shown(document, {"amount": 15})
        assert not shown(document, {"amount": 25})
        assert len(DESK.panel(document, "reason").shown_when.clauses) == 2

    def test_the_place_of_a_field_stays_when_it_gets_a_condition(self):
        document = DESK.edit(BASE, SetCondition("amount", "show", Condition((Clause("note", "answered"),)))).document
        assert [line.key for line in DESK.lines(document)] == [line.key for line in DESK.lines(BASE)]
        html = CATALOG.render(Form("x", document.schema, document.ui), {"note": "x"})
        assert html.index('"f.amount"') < html.index('"f.note"')

    def test_fields_of_one_condition_share_it(self):
        condition = Condition((Clause("amount", "more", "10"),))
        document = DESK.edit(with_condition(*condition.clauses), SetCondition("note", "show", condition)).document
        assert len(document.schema["allOf"]) == 1


class TestRequiredOnlyWhen:
    def test_the_tick_depends_on_other_answers(self):
        plain = FormDocument({**BASE.schema, "required": []}, {})
        document = with_condition(Clause("category", "is", "hw"), effect="require", document=plain)
        assert shown(document, {})
        assert found(document, {"category": "hw"}) == {("form.required", "reason")}
        assert found(document, {"category": "sw"}) == set()
        line = next(line for line in DESK.lines(document) if line.key == "reason")
        assert line.required_when == "Category is hw"

    def test_conditions_that_others_wrote_have_words_too(self):
        document = DESK.parse(DESK.library()["approval.form.json"])
        line = next(line for line in DESK.lines(document) if line.key == "reason")
        assert line.required_when == "Your decision is reject"


FOREIGN = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
           "if": {"properties": {"a": {"minLength": 3}}}, "then": {"properties": {"c": {"type": "string", "title": "C"}}}}  # fmt: skip


class TestForeignConditions:
    def test_what_has_no_words_is_kept_and_said_to_be_json(self):
        document = DESK.parse(json.dumps({"schema": FOREIGN}))
        assert DESK.panel(document, "c").shown_when.foreign
        assert json.loads(DESK.text(document))["schema"] == FOREIGN

    def test_a_dependency_is_an_answered_field(self):
        document = DESK.parse(json.dumps({"schema": {"type": "object", "properties": {"a": {"type": "string"}},
            "dependentSchemas": {"a": {"properties": {"b": {"type": "string"}}}}}}))  # fmt: skip
        assert next(line.shown_when for line in DESK.lines(document) if line.key == "b") == "a is answered"


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        (Clause("gone", "is", "x"), "no other field"), (Clause("reason", "answered"), "no other field"), (Clause("amount", "is", "many"), "not a number"),
        (Clause("amount", "contains", "1"), "comparison"), (Clause("category", "is", "car"), "does not offer"), (Clause("note", "is", ""), "compared with"),
        (Clause("note", "sounds_like", "x"), "comparison"),
    ],
)  # fmt: skip
def test_a_condition_that_cannot_be_understood_changes_nothing(clause, words):
    done = DESK.edit(BASE, SetCondition("reason", "show", Condition((clause,))))
    assert words in done.problems[0].message
    assert done.document == BASE
