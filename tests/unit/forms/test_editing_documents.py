"""Every edit of the builder is a pure step: a document in, a document and its problems out."""

import copy
import json
import os
from pathlib import Path

import pytest

from baton.domain.building import (
    AddField,
    Clause,
    Condition,
    CopyField,
    FormDocument,
    MoveField,
    RemoveField,
    RenameField,
    SetCondition,
    SetProperties,
    ShiftField,
)
from baton.domain.errors import InvalidInput
from baton.domain.forms import Form
from baton.forms.catalog import FormCatalog

CATALOG = FormCatalog(Path(__file__).parents[3] / "forms" / "widgets")
DESK = CATALOG.building
EXAM = os.environ.get("BATON_CONFORMANCE_DIR", "")
ORDER = FormDocument(
    {"type": "object", "required": ["item"], "x-own": {"kept": True}, "properties": {
        "item": {"type": "string", "title": "Item", "maxLength": 60},
        "amount": {"type": "number", "title": "Amount"},
        "category": {"type": "string", "title": "Category", "oneOf": [{"const": "hw", "title": "Hardware"}, {"const": "sw", "title": "Software"}]},
        "reason": {"type": "string", "title": "Reason"},
        "where": {"type": "object", "title": "Where", "properties": {"city": {"type": "string", "title": "City"}}},
        "lines": {"type": "array", "title": "Lines", "items": {"type": "object", "properties": {
            "what": {"type": "string", "title": "What"}, "price": {"type": "number", "title": "Price"}}}}}},
    {"reason": {"ui:widget": "textarea"}, "lines": {"ui:options": {"totals": ["price"]}}},
    {"note": "kept"},
)  # fmt: skip


def keys(document, path=""):
    return [line.key for line in DESK.lines(document) if line.path.rpartition(".")[0] == path]


def problems(document, values):
    return [(one.field, one.message) for one in CATALOG.validate(Form("x", document.schema, document.ui), values)]


class TestAdding:
    @pytest.mark.parametrize("kind", [kind.name for kind in DESK.kinds()])
    def test_every_kind_of_the_palette_makes_a_good_form(self, kind):
        done = DESK.edit(ORDER, AddField(kind, index=1))
        assert done.problems == ()
        assert keys(done.document)[1] == done.path
        assert CATALOG.check("x.form.json", json.dumps({"schema": done.document.schema, "ui": done.document.ui}).encode()) == ()

    def test_a_second_field_of_a_kind_gets_a_key_of_its_own(self):
        once = DESK.edit(ORDER, AddField("text")).document
        assert DESK.edit(once, AddField("text")).path == "text_2"

    def test_a_field_goes_into_a_section_or_becomes_a_column(self):
        assert DESK.edit(ORDER, AddField("text", "where")).path == "where.text"
        assert DESK.edit(ORDER, AddField("number", "lines")).path == "lines.0.number"

    def test_the_document_that_was_edited_stays_as_it_was(self):
        before = copy.deepcopy(ORDER)
        DESK.edit(ORDER, AddField("text"))
        DESK.edit(ORDER, RemoveField("item"))
        DESK.edit(ORDER, SetProperties("item", {"title": "Other"}))
        assert before == ORDER

    def test_an_unknown_kind_and_an_unknown_place_are_said_and_change_nothing(self):
        for edit in (AddField("hologram"), AddField("text", "nowhere"), RemoveField("nothing"), ShiftField("nothing", 1)):
            done = DESK.edit(ORDER, edit)
            assert done.document == ORDER
            assert done.problems

    def test_sections_in_sections_end_somewhere(self):
        document, path = ORDER, ""
        for _ in range(12):
            done = DESK.edit(document, AddField("group", path))
            document, path = done.document, done.path
        assert "8 levels" in done.problems[0].message


class TestMoving:
    def test_up_and_down_change_places_and_stop_at_the_ends(self):
        assert keys(DESK.edit(ORDER, ShiftField("amount", -1)).document)[:2] == ["amount", "item"]
        assert keys(DESK.edit(ORDER, ShiftField("item", -1)).document) == keys(ORDER)

    def test_a_field_moves_into_a_section_with_its_look(self):
        done = DESK.edit(ORDER, MoveField("reason", "where", 0))
        assert keys(done.document, "where") == ["reason", "city"]
        assert done.document.ui["where"]["reason"] == {"ui:widget": "textarea"}
        assert "reason" not in done.document.ui

    def test_a_section_does_not_move_into_itself(self):
        assert DESK.edit(ORDER, MoveField("where", "where", 0)).document == ORDER

    def test_a_taken_key_is_made_free(self):
        twice = DESK.edit(ORDER, AddField("text", "where")).document
        renamed = DESK.edit(twice, RenameField("where.text", "item")).document
        assert DESK.edit(renamed, MoveField("where.item", "", 0)).path == "item_2"

    def test_a_copy_stands_behind_its_original(self):
        done = DESK.edit(ORDER, CopyField("item"))
        assert keys(done.document)[:2] == ["item", "item_2"]
        assert done.document.schema["required"] == ["item", "item_2"]


class TestRemoving:
    def test_a_field_goes_with_its_look_and_its_tick(self):
        done = DESK.edit(ORDER, RemoveField("item"))
        assert "item" not in done.document.schema["properties"]
        assert "required" not in done.document.schema
        assert "reason" not in DESK.edit(ORDER, RemoveField("reason")).document.ui

    def test_conditions_that_asked_for_it_are_changed_and_named(self):
        shown = DESK.edit(ORDER, SetCondition("reason", "show", Condition((Clause("amount", "more", "5"),)))).document
        done = DESK.edit(shown, RemoveField("amount"))
        assert "reason" in done.problems[0].message
        assert "allOf" not in done.document.schema
        assert "reason" in done.document.schema["properties"]


class TestKeys:
    def test_a_key_is_carried_through_the_document(self):
        shown = DESK.edit(ORDER, SetCondition("reason", "show", Condition((Clause("amount", "more", "5"),)))).document
        done = DESK.edit(shown, RenameField("amount", "total")).document
        text = json.dumps([done.schema, done.ui])
        assert '"amount"' not in text
        assert [line.shown_when for line in DESK.lines(done) if line.key == "reason"] == ["Amount is more than 5"]
        column = DESK.edit(done, RenameField("lines.0.price", "net")).document
        assert column.ui["lines"]["ui:options"]["totals"] == ["net"]

    @pytest.mark.parametrize(
        ("key", "words"),
        [
            ("class", "word of the expression"),
            ("amount", "already"),
            ("2x", "letters"),
            ("", "Give"),
            ("a" * 100, "60 characters"),
            ("a b", "letters"),
        ],
    )
    def test_a_bad_key_is_refused_with_a_sentence(self, key, words):
        done = DESK.edit(ORDER, RenameField("item", key))
        assert words in done.problems[0].message
        assert done.document == ORDER

    def test_the_key_of_a_new_field_follows_its_label(self):
        added = DESK.edit(ORDER, AddField("text"))
        done = DESK.edit(added.document, SetProperties(added.path, {"title": "Net amount (€)"}, key_follows=True))
        assert done.path == "net_amount_eur"
        again = DESK.edit(done.document, RenameField(done.path, "net")).document
        assert DESK.edit(again, SetProperties("net", {"title": "Gross"}, key_follows=True)).path == "net"

    def test_a_label_that_is_a_word_of_python_gives_a_usable_key(self):
        added = DESK.edit(ORDER, AddField("text"))
        assert DESK.edit(added.document, SetProperties(added.path, {"title": "Class"}, key_follows=True)).path == "class_"


class TestProperties:
    def test_saying_what_is_said_already_changes_nothing(self):
        for line in DESK.lines(ORDER):
            panel = DESK.panel(ORDER, line.path)
            values = {name: section.values.get(name) for section in panel.sections for name in section.form.schema["properties"]}
            done = DESK.edit(ORDER, SetProperties(line.path, values))
            assert (done.document, done.problems) == (ORDER, ())

    @pytest.mark.parametrize(
        ("path", "name", "value", "place"),
        [
            ("item", "title", "Thing", ("schema", "item", "title")),
            ("item", "description", "What it *is*", ("schema", "item", "description")),
            ("item", "minLength", 3, ("schema", "item", "minLength")),
            ("item", "pattern", "^A", ("schema", "item", "pattern")),
            ("item", "default", "Pen", ("schema", "item", "default")),
            ("amount", "minimum", 1, ("schema", "amount", "minimum")),
            ("item", "help", "Short", ("ui", "item", "ui:help")),
            ("item", "placeholder", "Pen", ("ui", "item", "ui:placeholder")),
            ("item", "readonly", True, ("ui", "item", "ui:readonly")),
            ("item", "width", "4", ("ui", "item", "ui:options", "width")),
            ("item", "dataClasses", ["personal", "health"], ("ui", "item", "ui:options", "dataClasses")),
            ("item", "message_required", "We need it.", ("ui", "item", "ui:options", "messages", "required")),
            ("category", "widget", "radio", ("ui", "category", "ui:widget")),
        ],
    )
    def test_each_property_is_stored_in_its_place_and_taken_away_again(self, path, name, value, place):
        done = DESK.edit(ORDER, SetProperties(path, {name: value}))
        assert done.problems == ()
        found = done.document.schema["properties"] if place[0] == "schema" else done.document.ui
        for step in place[1:]:
            found = found[step]
        assert found == (int(value) if name == "width" else value)
        before = {v for s in DESK.panel(ORDER, path).sections for k, v in s.values.items() if k == name and isinstance(v, str)}
        back = DESK.edit(done.document, SetProperties(path, {name: next(iter(before), None)}))
        assert back.document == ORDER or name == "widget"

    def test_options_are_pasted_with_or_without_labels(self):
        plain = DESK.edit(ORDER, SetProperties("category", {"options": "- Red\n- Blue\n\n"})).document
        assert plain.schema["properties"]["category"]["enum"] == ["Red", "Blue"]
        named = DESK.edit(plain, SetProperties("category", {"options": "r = Red\nb = Blue"})).document
        assert named.schema["properties"]["category"]["oneOf"][1] == {"const": "b", "title": "Blue"}
        assert "enum" not in named.schema["properties"]["category"]

    @pytest.mark.parametrize(
        ("path", "values", "field"),
        [
            ("item", {"pattern": "(a+)+(?=b)"}, "pattern"),
            ("item", {"pattern": "["}, "pattern"),
            ("item", {"title": "x" * 10_000}, "title"),
            ("item", {"minLength": -1}, "minLength"),
            ("item", {"minLength": "many"}, "minLength"),
            ("item", {"minLength": 9, "maxLength": 3}, "maxLength"),
            ("category", {"options": " "}, "options"),
            ("category", {"options": "a\na"}, "options"),
        ],
    )
    def test_what_cannot_be_stored_is_said_beside_its_field(self, path, values, field):
        done = DESK.edit(ORDER, SetProperties(path, values))
        assert [one.field for one in done.problems] == [field]
        assert done.document.schema["properties"][path].get(field) == ORDER.schema["properties"][path].get(field)

    def test_a_message_of_ones_own_is_what_people_read(self):
        done = DESK.edit(
            ORDER, SetProperties("item", {"message_required": "We need it.", "message_maxLength": "Shorter, please."})
        ).document
        assert problems(done, {}) == [("item", "We need it.")]
        assert problems(done, {"item": "x" * 61}) == [("item", "Shorter, please.")]


class TestReadingAndWriting:
    def test_unknown_words_stay(self):
        again = DESK.parse(DESK.text(DESK.edit(ORDER, SetProperties("item", {"title": "Thing"})).document))
        assert again.rest["note"] == "kept"
        assert again.schema["x-own"] == {"kept": True}

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ('{"schema": {"type" "object"}}', "line 1, column 20"), ("[]", "JSON object"), ('{"ui": {}}', "schema"), ("", "line 1"),
            ('{"schema": {"a": 1, "a": 2}}', "twice"), ('{"schema": {"description": "' + "x" * 2_000_000 + '"}}', "256 KB"),
            ("{\"schema\": " + '{"properties": {"a": ' * 70 + "{}" + "}}" * 70 + "}", "64 levels"), ('{"schema": {"a": "\\ud800"}}', "half a character"),
        ],
    )  # fmt: skip
    def test_broken_text_is_refused_with_its_place(self, text, words):
        with pytest.raises(InvalidInput, match=words):
            DESK.parse(text)

    @pytest.mark.skipif(not EXAM, reason="the forms of other projects are not here")
    def test_forms_of_others_are_saved_as_they_were_and_can_be_shown_on_the_canvas(self):
        files = [
            path
            for folder in ("rjsf-playground", "jsonforms-examples")
            for path in sorted((Path(EXAM) / "forms" / folder).glob("*.json"))
        ]
        assert len(files) > 70
        for path in files:
            document = DESK.parse(path.read_text())
            assert json.loads(DESK.text(document)) == json.loads(path.read_text()), path.name
            assert DESK.canvas(document, "")
            for line in DESK.lines(document)[:12]:
                assert DESK.panel(document, line.path) is not None, (path.name, line.path)
