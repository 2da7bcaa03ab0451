"""What the ui schemas of react-jsonschema-form and JSON Forms ask for is done."""

import json
import re

import pytest

from fakes.posted_page import posted_page


def page(catalog, form, values=None):
    return catalog.render(form, values or {})


def loaded(catalog, properties, ui, **words):
    content = json.dumps({"schema": {"type": "object", "properties": properties, **words}, "ui": ui}).encode()
    assert [one.message for one in catalog.check("x.form.json", content)] == []
    return catalog.load({"x.form.json": content}, "x.form.json")


TEXT = {"type": "string", "title": "Name"}


@pytest.mark.parametrize(
    ("schema", "ui", "seen"),
    [
        (TEXT, {"ui:title": "Other"}, ">Other<"),
        (TEXT, {"ui:description": "Said first"}, "Said first"),
        (TEXT, {"ui:help": "Said last"}, 'id="field-a-help"'),
        (TEXT, {"ui:placeholder": "Ada"}, 'placeholder="Ada"'),
        (TEXT, {"ui:options": {"placeholder": "Ada"}}, 'placeholder="Ada"'),
        (TEXT, {"ui:autocomplete": "given-name"}, 'autocomplete="given-name"'),
        (TEXT, {"ui:options": {"inputType": "tel"}}, 'type="tel"'),
        (TEXT, {"ui:options": {"inputType": "image"}}, 'type="text"'),
        (TEXT, {"ui:widget": "TextareaWidget", "ui:options": {"rows": 7}}, 'rows="7"'),
        (TEXT, {"ui:widget": "password"}, 'type="password"'),
        (TEXT, {"ui:readonly": True}, " readonly"),
        (TEXT, {"ui:disabled": True}, " readonly"),
        (TEXT, {"ui:options": {"label": False}}, 'class="form-label visually-hidden"'),
        ({"enum": ["a", "b"]}, {"ui:widget": "radio"}, 'type="radio"'),
        ({"enum": ["a", "b"]}, {"ui:enumNames": ["First", "Second"]}, ">First<"),
        ({"enum": ["a", "b"]}, {"ui:enumNames": {"b": "Second"}}, ">Second<"),
        ({"enum": ["a", "b"]}, {"ui:enumDisabled": ["b"]}, '<option value="b" disabled>'),
        ({"type": "boolean"}, {"ui:widget": "select"}, "<select"),
        ({"type": "array", "items": TEXT}, {"ui:options": {"addable": True}}, 'value="add:a"'),
        ({"type": "object", "properties": {"b": TEXT}}, {"b": {"ui:title": "Deep"}}, ">Deep<"),
        ({"type": "object", "properties": {"b": TEXT}}, {"ui:label": False}, '<legend><span class="visually-hidden">a</span>'),
        ({"type": "array", "items": TEXT}, {"ui:label": False}, '<legend><span class="visually-hidden">a</span>'),
        ({"type": "boolean"}, {"ui:label": False}, 'class="form-check-label visually-hidden"'),
        ({"type": "array", "uniqueItems": True, "items": {"enum": ["x", "y"]}}, {"ui:options": {"inline": True}}, "checks-inline"),
    ],
)  # fmt: skip
def test_a_setting_of_react_jsonschema_form_is_honoured(catalog, schema, ui, seen):
    assert seen in page(catalog, loaded(catalog, {"a": schema}, {"a": ui}))


@pytest.mark.parametrize(
    "ui",
    [
        {"ui:field": "geo"}, {"ui:classNames": "red"}, {"ui:style": {"color": "red"}}, {"ui:autofocus": True}, {"ui:hideError": True},
        {"ui:ObjectFieldTemplate": "mine"}, {"ui:options": {"backgroundColor": "pink", "yearsRange": [1980, 2030]}},
    ],
)  # fmt: skip
def test_what_only_a_browser_library_can_do_changes_nothing_and_is_said(catalog, ui):
    plain = page(catalog, loaded(catalog, {"a": TEXT}, {}))
    content = json.dumps({"schema": {"type": "object", "properties": {"a": TEXT}}, "ui": {"a": ui}}).encode()
    told = ui.get("ui:options") or ui
    found = catalog.check("x.form.json", content)
    assert [(one.rule, one.level, one.file, one.field) for one in found] == [
        ("form.idle", "warning", "x.form.json", "ui/a")
    ] * len(told)
    assert page(catalog, catalog.load({"x.form.json": content}, "x.form.json")) == plain


LINES = {"type": "array", "items": {"type": "object", "properties": {"b": {**TEXT, "description": "As on the bill"}}}}


def test_rows_are_copied_unless_the_form_says_no(catalog):
    values = {"a": [{"b": "x"}, {"b": "y"}]}
    form = loaded(catalog, {"a": LINES}, {})
    assert catalog.decode(form, posted_page(page(catalog, form, values), press="copy:a.0"), {}).values["a"] == [
        {"b": "x"},
        {"b": "x"},
        {"b": "y"},
    ]
    kept = loaded(catalog, {"a": LINES}, {"a": {"ui:options": {"copyable": False}}})
    assert "copy:a" not in page(catalog, kept, values)
    forged = posted_page(page(catalog, kept, values)) | {"~op": ["copy:a.0"]}
    assert catalog.decode(kept, forged, {}).values == values
    fixed = loaded(catalog, {"a": LINES}, {"a": {"ui:options": {"removable": False}}})
    assert ("copy:a.0" in page(catalog, fixed, values), "remove:a.0" in page(catalog, fixed, values)) == (True, False)


def test_what_is_said_of_a_column_stands_in_its_head(catalog):
    assert "As on the bill" in page(catalog, loaded(catalog, {"a": LINES}, {}), {"a": [{"b": "x"}]})


KINDS = {
    "yes or no": ({"type": "boolean"}, 'type="checkbox"', False), "nothing": ({"type": "null"}, "form-control-plaintext", None),
    "seven": ({"const": 7}, "form-control-plaintext", 7), "a choice": ({"enum": ["x", "y"]}, '<option value="x"', None),
    "a number": ({"type": "integer"}, 'inputmode="numeric"', None), "a day": ({"type": "string", "format": "date"}, 'type="date"', None),
    "several": ({"type": "array", "uniqueItems": True, "items": {"enum": ["x"]}}, 'name="~shown.a"', []),
    "a list": ({"type": "array", "items": {"type": "string"}}, 'name="~rows.a"', []),
    "a group": ({"type": "object", "properties": {"b": TEXT}}, 'name="f.a.b"', {}),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("word", ["anyOf", "oneOf"])
def test_whatever_kind_is_chosen_another_one_can_still_be(catalog, word, kind):
    schema, control, value = KINDS[kind]
    form = loaded_quietly(catalog, {"a": {word: [{"type": "string", "minLength": 3}, schema]}}, {})
    asked = posted_page(page(catalog, form), press="reveal") | {"~kind.a": ["1"]}
    chosen = catalog.decode(form, asked, {})
    again = catalog.render(form, chosen.values, spot=chosen.spot)
    assert control in again
    assert '<option value="1" selected' in again
    sent = catalog.decode(form, posted_page(again), {})
    if value is not None or kind == "nothing":
        assert sent.values.get("a", {}) == value
    back = catalog.decode(form, posted_page(again, press="reveal") | {"~kind.a": ["0"]}, {})
    assert '<input class="form-control" type="text" value=' in catalog.render(form, back.values, spot=back.spot)


def test_radio_buttons_and_ticks_have_a_kind_as_well(catalog):
    several = {"anyOf": [{"type": "array", "uniqueItems": True, "items": {"enum": ["x"]}}, {"type": "string"}]}
    assert 'name="~kind.a"' in page(catalog, loaded_quietly(catalog, {"a": several}, {}))
    one = {"anyOf": [{"enum": ["x", "y"]}, {"type": "integer"}]}
    assert 'name="~kind.a"' in page(catalog, loaded_quietly(catalog, {"a": one}, {"a": {"ui:widget": "radio"}}))


def test_a_kind_follows_no_row_that_moves_away(catalog):
    rows = {"type": "array", "items": {"anyOf": [{"type": "string", "minLength": 1}, {"type": "integer"}]}}
    form = loaded_quietly(catalog, {"a": rows}, {})
    sent = posted_page(page(catalog, form, {"a": ["x", "y"]}), press="remove:a.0") | {"~kind.a.0": ["1"], "~kind.a.1": ["0"]}
    done = catalog.decode(form, sent, {})
    assert (done.values, done.spot.kinds) == ({"a": ["y"]}, {})


def loaded_quietly(catalog, properties, ui):
    content = json.dumps({"schema": {"type": "object", "properties": properties}, "ui": ui}).encode()
    return catalog.load({"x.form.json": content}, "x.form.json")


def test_the_order_of_choices_and_options_for_all(catalog):
    ordered = page(catalog, loaded(catalog, {"a": {"enum": ["a", "b", "c"]}}, {"a": {"ui:enumOrder": ["c", "*"]}}))
    assert re.findall(r'<option value="(.)"', ordered) == ["c", "a", "b"]
    assert "visually-hidden" in page(catalog, loaded(catalog, {"a": TEXT}, {"ui:globalOptions": {"label": False}}))


def test_an_alternative_has_settings_of_its_own(catalog):
    either = {"oneOf": [{"title": "Number", "type": "integer"}, {"title": "Long", "type": "string", "minLength": 9}]}
    form = loaded(catalog, {"a": either}, {"a": {"oneOf": [{}, {"ui:widget": "textarea"}]}})
    assert "<textarea" in page(catalog, form, {"a": "long enough"})
    assert "<textarea" not in page(catalog, form, {"a": 3})


def test_an_answer_that_cannot_be_chosen_any_more_stays_where_it_was_given(catalog):
    form = loaded(catalog, {"a": {"enum": ["a", "b"]}}, {"a": {"ui:enumDisabled": ["b"]}})
    values = {"a": "b"}
    assert catalog.decode(form, posted_page(page(catalog, form, values)), values).values == values


def test_ticks_that_are_not_on_offer_any_more_are_not_lost_unseen(catalog, form):
    tags = form({"a": {"type": "array", "uniqueItems": True, "items": {"enum": ["new", "old"]}, "title": "Tags"}})
    values = {"a": ["old", "gone"]}
    sent = catalog.decode(tags, posted_page(page(catalog, tags, values)), values).values
    assert sent == values
    assert [one.rule for one in catalog.validate(tags, sent)] == ["form.enum"]


def control(name, **words):
    return {"type": "Control", "scope": f"#/properties/{name}", **words}


def shows(name, schema, effect="SHOW"):
    return {"effect": effect, "condition": {"scope": f"#/properties/{name}", "schema": schema}}


FIELDS = {
    "a": TEXT,
    "b": {"type": "boolean"},
    "c": {"type": "string"},
    "d": {"type": "object", "properties": {"e": {"type": "string"}}},
}


class TestJsonForms:
    def test_order_labels_headings_and_widths(self, catalog):
        layout = {"type": "VerticalLayout", "elements": [
            {"type": "Group", "label": "Second things", "elements": [control("c", label="Sea", options={"multi": True})]},
            {"type": "HorizontalLayout", "elements": [control("b"), control("a", label=False)]}]}  # fmt: skip
        html = page(catalog, loaded(catalog, FIELDS, layout))
        assert re.findall(r'name="f\.([\w.]+)"', html) == ["c", "b", "a", "d.e"]
        assert "<textarea" in html
        assert ">Sea<" in html
        assert "Second things</h3>" in html
        assert html.count("span-6") == 2
        assert 'class="form-label visually-hidden" for="field-a"' in html

    @pytest.mark.parametrize(
        ("rule", "hidden_for", "shown_for"),
        [
            (shows("b", {"const": True}), {"b": False}, {"b": True}), (shows("b", {"const": True}, "HIDE"), {"b": True}, {"b": False}),
            (shows("b", {"const": True}), {}, {"b": True}),
            ({"effect": "SHOW", "condition": {"type": "OR", "conditions": [
                {"scope": "#/properties/b", "schema": {"const": True}}, {"scope": "#/properties/c", "schema": {"minLength": 2}}]}},
             {"b": False, "c": "x"}, {"b": False, "c": "xy"}),
            ({"effect": "HIDE", "condition": {"type": "AND", "conditions": [
                {"scope": "#/properties/b", "schema": {"const": True}}, {"scope": "#/properties/c", "schema": {"minLength": 2}}]}},
             {"b": True, "c": "xy"}, {"b": True, "c": "x"}),
        ],
    )  # fmt: skip
    def test_a_rule_hides_and_shows(self, catalog, rule, hidden_for, shown_for):
        layout = {"type": "VerticalLayout", "elements": [control("b"), control("c"), control("a", rule=rule)]}
        form = loaded(catalog, FIELDS, layout)
        assert 'name="f.a"' not in page(catalog, form, hidden_for)
        assert 'name="f.a"' in page(catalog, form, shown_for)
        assert "data-reveals" in page(catalog, form)
        kept = catalog.accept(form, {**hidden_for, "a": "mine"}, {"a": "before"})
        assert kept["a"] == "before"
        assert catalog.accept(form, {**shown_for, "a": "mine"}, {"a": "before"})["a"] == "mine"

    def test_a_rule_locks_and_the_answer_of_the_same_page_opens(self, catalog):
        layout = {"type": "VerticalLayout", "elements": [control("b"), control("a", rule=shows("b", {"const": True}, "ENABLE"))]}
        form = loaded(catalog, FIELDS, layout)
        assert re.search(r'name="f\.a"[^>]* readonly', page(catalog, form, {"b": False}))
        posted = {"~shown.b": ["1"], "f.b": ["true"], "f.a": ["mine"]}
        assert catalog.decode(form, posted, {"b": False, "a": "before"}).values["a"] == "mine"
        assert catalog.decode(form, {"~shown.b": ["1"], "f.a": ["mine"]}, {"a": "before"}).values["a"] == "before"

    def test_a_rule_of_a_layout_holds_for_all_inside(self, catalog):
        group = {"type": "Group", "elements": [control("a"), control("c")], "rule": shows("b", {"const": True})}
        html = page(catalog, loaded(catalog, FIELDS, {"type": "VerticalLayout", "elements": [control("b"), group]}))
        assert ("f.a" in html, "f.c" in html) == (False, False)

    @pytest.mark.parametrize(
        "layout",
        [
            {"type": "VerticalLayout"}, {"type": "VerticalLayout", "elements": "many"}, {"type": "Group", "elements": [1, None, {"type": 7}]},
            {"type": "Control", "scope": "nowhere"}, {"type": "Control", "scope": "#/items/x"}, {"type": "Label"},
            {"type": "VerticalLayout", "elements": [{"type": "Hologram"}, control("a", rule={"effect": "EXPLODE"})]},
            {"type": "VerticalLayout", "elements": [control("a", rule=shows("b", {"type": "strin"})), control("none")]},
        ],
    )  # fmt: skip
    def test_a_broken_layout_still_shows_the_fields(self, catalog, layout):
        content = json.dumps({"schema": {"type": "object", "properties": FIELDS}, "ui": layout}).encode()
        assert all(one.level == "warning" for one in catalog.check("x.form.json", content))
        form = catalog.load({"x.form.json": content}, "x.form.json")
        assert 'name="f.a"' in page(catalog, form, {"b": True})


def test_a_schema_for_one_value_asks_for_the_variable_value(catalog):
    content = json.dumps(
        {"schema": {"type": "string", "title": "Your name", "minLength": 2}, "ui": {"ui:placeholder": "Ada"}}
    ).encode()
    lone = catalog.load({"x.form.json": content}, "x.form.json")
    assert 'placeholder="Ada"' in page(catalog, lone)
    assert catalog.decode(lone, {"f.value": ["Eve"]}, {}).values == {"value": "Eve"}
    assert [one.field for one in catalog.validate(lone, {"value": "E"})] == ["value"]
