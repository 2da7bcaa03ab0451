"""Whatever form a designer makes: it is judged as JSON Schema judges it, and a page sent back untouched changes nothing."""

import json
from random import Random

import pytest
from jsonschema import Draft202012Validator

from baton.domain.problems import errors
from baton.domain.working.submissions import NOTHING_SEEN, Seen
from baton.forms.rules.formats import CHECKER
from fakes.made_forms import NAMES, NODE, schema, value
from fakes.posted_page import posted_page


@pytest.fixture
def loaded(catalog):
    def build(properties, **words):
        told = {"type": "object", "properties": properties, "$defs": {"node": NODE}, **words}
        content = json.dumps({"schema": told}).encode()
        assert errors(catalog.check("x.form.json", content)) == ()
        return told, catalog.load({"x.form.json": content}, "x.form.json")

    return build


def said(told):
    """Boxes that are not ticked and empty texts are nothing that a page says."""
    if isinstance(told, dict):
        return {key: said(part) for key, part in told.items() if not silent(part)}
    return [said(part) for part in told] if isinstance(told, list) else told


def silent(told):
    if isinstance(told, (dict, list)):
        return all(map(silent, told.values() if isinstance(told, dict) else told))
    return told is False or told in (None, "")


@pytest.mark.parametrize("seed", range(40))
def test_any_form_is_judged_like_json_schema_and_sent_back_unchanged(catalog, loaded, seed):
    chance = Random(seed)
    told, form = loaded({name: schema(chance) for name in chance.sample(NAMES, 3)})
    plain, values = Draft202012Validator(told, format_checker=CHECKER), catalog.initial(form, value(chance, told))
    for tried in (values, {}):
        found = [one for one in catalog.validate(form, tried) if one.rule != "form.unknown"]
        assert plain.is_valid(tried) == (not found), (tried, found)
    seen = (NOTHING_SEEN, Seen("de", "Europe/Berlin", "de"))[seed % 2]
    problems = catalog.validate(form, values, (), seen)
    sent = catalog.decode(form, posted_page(catalog.render(form, values, problems, seen=seen)), values).values
    if not problems:
        assert json.dumps(said(sent), sort_keys=True) == json.dumps(said(values), sort_keys=True)
        assert catalog.validate(form, sent, (), seen) == ()


TREE = {"name": "a", "next": {"name": "b", "next": {"name": "c"}}}


@pytest.mark.parametrize(
    ("field", "held"),
    [
        ({"type": "object", "additionalProperties": {"$ref": "#/$defs/node"}}, {"k": TREE}),
        ({"type": "object", "additionalProperties": {"type": "string"}}, {"k": "a\r\nb"}),
        ({"type": "object", "additionalProperties": True}, {"k": 5, "l": "5", "m": True}),
        ({"type": "array", "items": {"type": ["boolean", "null"]}}, [None, False, True]),
        ({"type": "array", "items": {"type": ["boolean", "number"]}}, [12.5, True, False, 0]),
        ({"type": "array", "items": {}}, [None, 1, "1"]),
        ({"anyOf": [{"$ref": "#/$defs/node"}, {"type": "object", "additionalProperties": {"type": "integer"}}]}, {"k": 1}),
        ({"type": "number"}, 1e21),
    ],
)  # fmt: skip
def test_nothing_is_lost_on_the_way_through_a_page(catalog, loaded, field, held):
    _, form = loaded({"a": field})
    sent = catalog.decode(form, posted_page(catalog.render(form, {"a": held})), {"a": held}).values["a"]
    bare = json.dumps(said(sent) if isinstance(held, dict) else sent)
    assert bare == json.dumps(held)


def test_what_moves_to_another_row_keeps_what_is_deep_inside(catalog, loaded):
    _, form = loaded({"a": {"type": "array", "items": {"$ref": "#/$defs/node"}}})
    held = {"a": [{"name": "first"}, TREE]}
    moved = catalog.decode(form, posted_page(catalog.render(form, held), press="up:a.1"), held)
    sent = catalog.decode(form, posted_page(catalog.render(form, moved.values, spot=moved.spot)), held).values
    assert said(sent)["a"] == [TREE, {"name": "first"}]


@pytest.mark.parametrize(
    "field",
    [
        {"type": "object", "required": ["b"], "properties": {"b": {"type": "string"}, "c": {"type": "boolean"}, "d": {"type": "array"}}},
        {"type": "array", "prefixItems": [{"type": "string", "format": "date"}, {"type": "boolean"}]},
        {"type": "array", "uniqueItems": True, "minItems": 1, "items": {"enum": ["x", "y"]}},
        {"type": "object", "readOnly": True, "required": ["b"], "properties": {"b": {"type": "string"}}},
        {"enum": ["", "x", 0]},
        {"enum": [0, ""]},
    ],
)  # fmt: skip
def test_an_optional_part_that_nobody_filled_in_stays_left_out(catalog, loaded, field):
    _, form = loaded({"a": field})
    begun = catalog.initial(form, {})
    sent = catalog.decode(form, posted_page(catalog.render(form, begun)), begun).values
    assert (sent, catalog.validate(form, sent), catalog.accept(form, {}, {})) == ({}, (), {})


def test_a_part_that_has_to_be_there_is_asked_for(catalog, loaded):
    group = {"type": "object", "required": ["b"], "properties": {"b": {"type": "string"}, "c": {"type": "boolean"}}}
    _, form = loaded({"a": group}, required=["a"])
    sent = catalog.decode(form, posted_page(catalog.render(form, {})), {}).values
    assert [one.field for one in catalog.validate(form, sent)] == ["a.b"]
