"""Deployment says what of a ui schema would not be done: where it is, and why."""

import json
from pathlib import Path

import pytest

from baton.domain.problems import ERROR, WARNING
from baton.forms.catalog import FormCatalog
from baton.sandbox.sandbox import HybridSandbox

WIDGETS = Path(__file__).parents[4] / "forms" / "widgets"
LINE = {"type": "object", "properties": {"qty": {"type": "integer"}, "price": {"type": "number"}, "sum": {"type": "number"}}}
FIELDS = {
    "name": {"type": "string"}, "urgent": {"type": "boolean"}, "amount": {"type": "number"},
    "lines": {"type": "array", "items": LINE}, "tags": {"type": "array", "items": {"type": "string"}},
    "address": {"type": "object", "properties": {"street": {"type": "string"}, "zip": {"type": "string"}}},
}  # fmt: skip
WHY = {
    "if": {"properties": {"urgent": {"const": True}}, "required": ["urgent"]},
    "then": {"properties": {"why": {"type": "string"}}},
}
SCHEMA = {"type": "object", "properties": FIELDS, **WHY}


@pytest.fixture(scope="module")
def desk():
    return FormCatalog(WIDGETS, HybridSandbox())


def found(desk, ui, schema=SCHEMA):
    content = json.dumps({"schema": schema, "ui": ui}).encode()
    problems = desk.check("x.form.json", content)
    assert {one.file for one in problems} <= {"x.form.json"}
    return [(one.rule, one.level, one.field, one.message) for one in problems]


def rule(*path, effect="SHOW", schema=None):
    return {"ui:rules": [{"effect": effect, "of": [{"path": list(path), "schema": {"const": 1} if schema is None else schema}]}]}


@pytest.mark.parametrize(
    ("ui", "kind", "level", "place", "words"),
    [
        ({"name": {"ui:widget": "hologram"}}, "form.widget", WARNING, "ui/name", "no widget “hologram”"),
        ({"name": {"ui:widget": 7}}, "form.widget", WARNING, "ui/name", "no widget “7”"),
        ({"name": {"ui:options": {"widget": "hologram"}}}, "form.widget", WARNING, "ui/name", "no widget “hologram”"),
        ({"urgent": {"ui:widget": "textarea"}}, "form.widget", WARNING, "ui/urgent", "cannot show what is there"),
        ({"nmae": {"ui:title": "x"}}, "form.no-field", WARNING, "ui/nmae", "no field “nmae”"),
        ({"address": {"town": {"ui:title": "x"}}}, "form.no-field", WARNING, "ui/address/town", "no field “town”"),
        ({"lines": {"items": {"count": {}}}}, "form.no-field", WARNING, "ui/lines/items/count", "no field “count”"),
        ({"name": {"items": {}}}, "form.no-field", WARNING, "ui/name/items", "no field “items”"),
        ({"name": 7}, "form.ui", WARNING, "ui/name", "is an object"),
        ({"name": {"ui:titel": "x"}}, "form.idle", WARNING, "ui/name", "perhaps “title” is meant"),
        ({"name": {"ui:options": {"placehodler": "x"}}}, "form.idle", WARNING, "ui/name", "perhaps “placeholder” is meant"),
        ({"address": {"ui:steps": []}}, "form.idle", WARNING, "ui/address", "the form as a whole"),
        ({"ui:order": ["name", "nobody", "*"]}, "form.order", WARNING, "ui", "no field there: nobody"),
        ({"ui:order": "name"}, "form.order", WARNING, "ui", "“order” names fields"),
        ({"lines": {"ui:totals": ["summe"]}}, "form.totals", WARNING, "ui/lines", "no field there: summe"),
        ({"name": {"ui:lookup": "x", "ui:fills": {"zip": "c"}}}, "form.fills", WARNING, "ui/name", "no field there: zip"),
        ({"name": {"ui:readonly": "false"}}, "form.setting", WARNING, "ui/name", "true or false"),
        ({"name": {"ui:options": {"width": 13}}}, "form.setting", WARNING, "ui/name", "twelve columns"),
        ({"name": {"ui:options": {"messages": "Wrong."}}}, "form.setting", WARNING, "ui/name", "a sentence for each rule"),
        ({"ui:steps": [{"title": "A", "fields": ["name"]}, {"fields": ["nobody"]}]}, "form.steps", WARNING, "ui/ui:steps", "no field: nobody"),
        ({"ui:steps": [{"fields": ["name"]}, {"fields": ["name"]}]}, "form.steps", WARNING, "ui/ui:steps", "more than once: name"),
        ({"ui:steps": [{"fields": ["name"]}]}, "form.steps", WARNING, "ui/ui:steps", "2 to 30 steps"),
        ({"ui:steps": [{"fields": ["name"]}, {"fields": []}]}, "form.steps", WARNING, "ui/ui:steps", "2 to 30 steps"),
        ({"name": {"ui:rules": {}}}, "form.rules", ERROR, "ui/name", "a list"),
        ({"name": {"ui:rules": [7]}}, "form.rules", ERROR, "ui/name", "rule 1 is not an object"),
        ({"name": rule("urgent", effect="EXPLODE")}, "form.rules", ERROR, "ui/name", "the effect “EXPLODE”"),
        ({"name": {"ui:rules": [{"effect": "SHOW", "of": []}]}}, "form.rules", ERROR, "ui/name", "needs “of”"),
        ({"name": {"ui:rules": [{"effect": "SHOW", "of": [{"path": "urgent"}]}]}}, "form.rules", ERROR, "ui/name", "not a list of field names"),
        ({"name": rule("urgnet")}, "form.rules", ERROR, "ui/name", "“urgnet”, which is no field"),
        ({"name": rule("address", "town")}, "form.rules", ERROR, "ui/name", "“address.town”, which is no field"),
        ({"name": rule("urgent", schema={"type": "boolen"})}, "form.rules", ERROR, "ui/name", "a “schema” that is none"),
        ({"address": {"zip": rule("urgent")}}, "form.rules", ERROR, "ui/address/zip", "not stand in the same group"),
        ({"lines": {"items": {"sum": rule("name")}}}, "form.rules", ERROR, "ui/lines/items/sum", "“name”, which is no field"),
        ({"lines": {"items": rule("qty")}}, "form.rules", ERROR, "ui/lines/items", "rules are for the named fields"),
        (rule("name"), "form.rules", ERROR, "ui", "rules are for the named fields"),
        ({"amount": {"ui:computed": "sum(line.sum for line in lies)"}}, "form.computed", ERROR, "ui/amount", "reads “lies”"),
        ({"lines": {"items": {"sum": {"ui:computed": "qty * prize"}}}}, "form.computed", ERROR, "ui/lines/items/sum", "reads “prize”"),
        ({"amount": {"ui:computed": "qty"}}, "form.computed", ERROR, "ui/amount", "reads “qty”"),
        ({"address": {"ui:computed": "name"}}, "form.computed", ERROR, "ui/address", "only a single value"),
        ({"tags": {"items": {"ui:computed": "name"}}}, "form.computed", ERROR, "ui/tags/items", "only a single value"),
        ({"amount": {"ui:computed": "1 +"}}, "form.computed", ERROR, "ui/amount", "does not work"),
    ],
)  # fmt: skip
def test_what_would_not_be_done_is_said_with_its_place(desk, ui, kind, level, place, words):
    ((rule, strength, where, message),) = found(desk, ui)
    assert (rule, strength, where) == (kind, level, place)
    assert words in message


@pytest.mark.parametrize(
    "ui",
    [
        {"why": {"ui:widget": "textarea"}, "ui:order": ["why", "*"]},
        {"ui:steps": [{"title": "A", "fields": ["urgent"]}, {"title": "B", "fields": ["why"]}], "ui:review": "Look again"},
        {"name": rule("urgent"), "why": rule("amount")},
        {"name": rule("address", "zip"), "address": {"zip": rule("address", "street", effect="DISABLE")}},
        {"lines": {"items": {"sum": {"ui:computed": "qty * price * amount", **rule("qty")}}, "ui:totals": ["sum"]}},
        {"amount": {"ui:computed": "sum(line.qty for line in lines)"}},
        {"lines": {"ui:options": {"orderable": False, "copyable": False}}, "tags": {"items": {"ui:placeholder": "Tag"}}},
        {"name": {"ui:lookup": "people", "ui:fills": {"amount": "c"}}, "ui:globalOptions": {"label": False}},
    ],
)  # fmt: skip
def test_what_is_done_is_not_talked_about(desk, ui):
    assert found(desk, ui) == []


def test_words_that_do_nothing_are_told_once_with_their_places(desk):
    plain = {"ui:classNames": "red"}
    (one,) = found(desk, {**plain, "name": plain, "lines": {"items": {**plain, "qty": plain}}})
    assert one[3].startswith("“ui:classNames” does nothing here (at ui, ui/name, ui/lines/items and 1 more): ")


def test_alternatives_references_and_entries_are_looked_into(desk):
    person = {"type": "object", "properties": {"name": {"type": "string"}, "boss": {"$ref": "#/$defs/person"}}}
    either = {"oneOf": [{"properties": {"a": {"type": "string"}}}, {"properties": {"b": {"type": "string"}}}]}
    schema = {
        "type": "object",
        "properties": {
            "who": {"$ref": "#/$defs/person"}, "what": either,
            "notes": {"type": "object", "additionalProperties": {"type": "object", "properties": {"x": {"type": "string"}}}},
        },
        "$defs": {"person": person},
    }  # fmt: skip
    good = {
        "who": {"boss": {"boss": {"name": {"ui:title": "x"}}}}, "what": {"a": {}, "b": {}, "oneOf": [{"a": {"ui:help": "x"}}]},
        "notes": {"additionalProperties": {"x": {"ui:title": "X"}}},
    }  # fmt: skip
    assert found(desk, good, schema) == []
    bad = {"who": {"boss": {"nam": {}}}, "what": {"c": {}}, "notes": {"additionalProperties": {"y": {}}}}
    assert [where for _, _, where, _ in found(desk, bad, schema)] == [
        "ui/who/boss/nam",
        "ui/what/c",
        "ui/notes/additionalProperties/y",
    ]


def test_a_ui_schema_beside_its_schema_is_checked_with_it(desk):
    files = {"ask-schema.json": json.dumps(SCHEMA).encode(), "ask-uischema.json": b'{"nmae": {"ui:widget": "hologram"}}'}
    problems = desk.check("ask-schema.json", files["ask-schema.json"], files)
    assert [(one.rule, one.file) for one in problems] == [("form.no-field", "ask-uischema.json")]
    broken = {**files, "ask-uischema.json": b"{"}
    assert [one.rule for one in desk.check("ask-schema.json", files["ask-schema.json"], broken)] == ["form.json"]


def test_a_layout_of_json_forms_only_ever_gets_warnings(desk):
    control = {"type": "Control", "scope": "#/properties/nobody"}
    hides = {"effect": "HIDE", "condition": {"scope": "#/properties/nobody", "schema": {"const": 1}}}
    inside = {"type": "Control", "scope": "#/properties/address/properties/zip", "rule": hides}
    problems = found(desk, {"type": "VerticalLayout", "elements": [control, inside]})
    assert {(rule, level) for rule, level, _, _ in problems} == {
        ("form.no-field", WARNING),
        ("form.order", WARNING),
        ("form.rules", WARNING),
    }


@pytest.mark.parametrize("ui", [{"ui:options": 7}, {"name": {"ui:options": [1]}}, {"a": [[[]]]}, {"": {"": {}}}, {"ui:": 1}, {"name": {"ui:rules": [{"effect": {}, "of": [{"path": [1]}]}]}}])  # fmt: skip
def test_whatever_stands_there_checking_never_fails(desk, ui):
    assert isinstance(found(desk, ui), list)
