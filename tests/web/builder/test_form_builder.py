"""The form builder over HTTP: every button is a plain form, nothing typed is lost, and nobody else gets in."""

import html
import json
import re

import pytest

from baton.domain.actors import Actor, Role
from baton.usecases import modelling
from web.conftest import CHECK_FORM, ORDER, ORDER_FORM, PARTIAL

MODEL = ORDER.replace("{{ item }}", "{{ item }} {{ note }}").replace(
    '<sequenceFlow id="b" sourceRef="check" targetRef="end"/>',
    '<scriptTask id="s" name="Sum"><script>length = len(note)</script></scriptTask><userTask id="plain" name="Ask again"/>'
    '<sequenceFlow id="b" sourceRef="check" targetRef="s"/><sequenceFlow id="e" sourceRef="s" targetRef="end"/>',
)


@pytest.fixture
def draft(platform):
    files = {
        "order.bpmn": MODEL.encode(),
        "order.form.json": ORDER_FORM,
        "check.form.json": CHECK_FORM,
        "broken.form.json": b'{"schema": {\n "a" 1}}',
    }
    return modelling.new_draft(platform, Actor("designer", "Dora", frozenset(), frozenset({Role.DESIGNER})), "Orders", files)


@pytest.fixture
def builder(browser, draft):
    return Builder(browser("designer"), f"/models/{draft.id}/forms/check.form.json")


class Builder:
    """What a browser without scripts does: it posts the page's own fields and the button that was pressed."""

    def __init__(self, person, address):
        self.person, self.address = person, address
        self.answer = person.get(address)
        assert self.answer.status_code == 200

    @property
    def text(self):
        return self.answer.get_data(as_text=True)

    @property
    def fields(self):
        form = self.text[self.text.index('id="builder-form"') :].split("</form>")[0]
        found = {}
        for tag in re.findall(r"<input[^>]*>", form):
            told = {name: html.unescape(value) for name, value in re.findall(r'(\w+)="([^"]*)"', tag)}
            if "name" in told and (told.get("type") not in ("checkbox", "radio") or re.search(r"\schecked", tag)):
                found.setdefault(told["name"], told.get("value", ""))
        for name, value in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.S):
            found[name] = html.unescape(value).removeprefix("\n")
        for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
            chosen = re.search(r'<option value="([^"]*)"[^>]*selected', options) or re.search(r'<option value="([^"]*)"', options)
            found[name] = html.unescape(chosen[1]) if chosen else ""
        return found

    def press(self, do, **changes):
        data = {**self.fields, "do": do, **{name.replace("__", "."): value for name, value in changes.items()}}
        self.answer = self.person.post(self.address, data)
        return self

    @property
    def document(self):
        return json.loads(self.fields["document"])

    def stored(self, platform, draft):
        with platform.store.read() as uow:
            return json.loads(uow.draft(draft.id).files["check.form.json"])


class TestThePage:
    def test_it_shows_palette_canvas_and_panel(self, builder):
        assert 'data-kind="money"' in builder.text
        assert 'data-path="lines"' in builder.text
        assert "What kind of data" not in builder.text
        assert "Used in 1 place" in builder.text

    def test_htmx_gets_the_stage_alone(self, builder):
        answer = builder.person.post(builder.address, {**builder.fields, "do": "add:text"}, headers=PARTIAL)
        text = answer.get_data(as_text=True)
        assert answer.status_code == 200
        assert text.lstrip().startswith('<div class="builder')
        assert "<html" not in text

    @pytest.mark.parametrize("who", [None, "buyer", "auditor"])
    def test_nobody_but_designers_gets_in(self, browser, draft, who):
        person = browser(who)
        for address in (f"/models/{draft.id}/forms/check.form.json", f"/models/{draft.id}/forms/new", "/forms", "/forms/widgets"):
            assert person.get(address).status_code in (302, 303, 401, 403)
        assert person.post(f"/models/{draft.id}/forms/check.form.json", {"do": "save"}).status_code in (302, 303, 401, 403)

    def test_what_is_not_there_is_not_found(self, builder):
        assert builder.person.get(builder.address.replace("check", "gone")).status_code == 404
        assert builder.person.post(builder.address.replace("check", "gone"), {"do": "save"}).status_code == 404


class TestEditingWithoutScripts:
    def test_a_field_is_added_moved_named_and_saved(self, builder, platform, draft):
        builder.press("add:text")
        assert builder.fields["chosen"] == "text"
        builder.press("apply", f__panel_field__title="Net amount (€)")
        assert builder.fields["chosen"] == "net_amount_eur"
        builder.press("up:net_amount_eur")
        assert list(builder.document["schema"]["properties"]) == ["note", "net_amount_eur", "lines"]
        assert "Not saved yet" in builder.text
        builder.press("save")
        assert list(builder.stored(platform, draft)["schema"]["properties"]) == ["note", "net_amount_eur", "lines"]
        assert "Saved" in builder.text

    def test_what_was_typed_is_taken_over_whichever_button_is_pressed(self, builder):
        builder.press("choose:note").press("add:date", f__panel_field__title="Remark")
        assert builder.document["schema"]["properties"]["note"]["title"] == "Remark"
        assert builder.fields["chosen"] == "date"

    def test_undo_and_redo_need_no_script_and_no_server_memory(self, builder):
        before = builder.document
        builder.press("remove:note").press("remove:lines")
        assert builder.document["schema"]["properties"] == {}
        builder.press("undo").press("undo")
        assert builder.document == before
        builder.press("redo")
        assert list(builder.document["schema"]["properties"]) == ["lines"]

    def test_a_condition_in_words_is_stored_and_shown(self, builder):
        builder.press("choose:lines").press("apply", show__field__0="note")
        assert "Only when Note is answered" in builder.text
        builder.press("apply", show__operator__0="contains")
        assert "Say what “Note” is compared with." in html.unescape(builder.text)
        assert "Only when Note is answered" in builder.text
        builder.press("apply", show__value__0="urgent")
        assert "Only when Note contains urgent" in builder.text
        builder.press("unclause:show:0")
        assert "allOf" not in builder.document["schema"]

    def test_what_cannot_be_stored_stays_typed_with_a_sentence(self, builder):
        builder.press("choose:note").press("apply", f__panel_rules__pattern="(a+)+(?=b)", f__panel_rules__maxLength="many")
        assert builder.answer.status_code == 422
        assert builder.fields["f.panel_rules.pattern"] == "(a+)+(?=b)"
        assert builder.fields["f.panel_rules.maxLength"] == "many"
        assert "not supported" in builder.text
        assert "pattern" not in builder.document["schema"]["properties"]["note"]
        builder.press("save")
        assert builder.answer.status_code == 422

    @pytest.mark.parametrize(
        ("key", "words"), [("class", "expression language"), ("lines", "already"), ("", "Give the field a key")]
    )
    def test_a_bad_key_is_refused_and_kept(self, builder, key, words):
        builder.press("choose:note").press("apply", f__panel_field__key=key)
        assert words in builder.text
        assert builder.fields["f.panel_field.key"] in (key, "note")
        assert "note" in builder.document["schema"]["properties"]

    def test_strange_requests_change_nothing(self, builder, platform, draft):
        before = builder.stored(platform, draft)
        for changes in (
            {"past": "x"},
            {"past": "eJwDAAAAAAE="},
            {"renames": "[[1]]"},
            {"chosen": "no.such"},
            {"drag-into": "no", "drag-at": "9" * 30},
        ):
            builder.answer = builder.person.post(builder.address, {**builder.fields, "do": "add:text", **changes})
            assert builder.answer.status_code in (200, 422)
        assert builder.stored(platform, draft) == before


class TestJson:
    def test_text_becomes_the_form_and_back(self, builder):
        document = {"schema": {"type": "object", "properties": {"x": {"type": "string", "title": "Ex"}}}, "ui": {}}
        builder.press("view:json").press("view:form", text=json.dumps(document))
        assert 'data-path="x"' in builder.text
        assert builder.document == document

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ('{"schema": {\n  "type" "object"}}', "line 2, column 10"), ('{"schema": {"type": "objekt"}}', "objekt"), ("x" * 2_000_000, "256 KB"),
            ('{"schema": {"properties": {"a": {"$ref": "http://example.org/x"}}}}', "leads out"), ('{"schema": {"a": 1, "a": 2}}', "twice"),
        ],
    )  # fmt: skip
    def test_broken_text_stays_as_typed_and_the_last_good_form_behind_it(self, builder, platform, draft, text, words):
        before = builder.document
        builder.press("view:json").press("view:form", text=text)
        assert builder.answer.status_code == 422
        assert words in html.unescape(builder.text)
        assert builder.fields["text"].strip() == text
        assert builder.document == before
        builder.press("save")
        assert builder.answer.status_code == 422
        assert builder.stored(platform, draft) == before

    def test_a_file_that_is_broken_already_opens_as_text(self, builder):
        answer = builder.person.get(builder.address.replace("check", "broken"))
        text = html.unescape(answer.get_data(as_text=True))
        assert answer.status_code == 200
        assert "line 2" in text
        assert '"a" 1' in text


class TestPreview:
    def test_it_checks_and_shows_what_would_be_stored(self, builder, platform, draft):
        before = builder.stored(platform, draft)
        builder.press("view:preview").press("try", f__note="no")
        assert builder.answer.status_code == 422
        assert "at least 3 characters" in builder.text
        builder.press("try", f__note="long enough")
        assert "Accepted" in builder.text
        assert "&#34;note&#34;: &#34;long enough&#34;" in builder.text
        assert builder.stored(platform, draft) == before

    def test_saving_keeps_what_was_filled_in(self, builder):
        builder.press("add:text").press("view:preview").press("save", f__note="typed words")
        assert builder.fields["f.note"] == "typed words"

    def test_samples_fill_it_in_and_rows_can_be_added(self, builder):
        builder.press("view:preview").press("sample")
        assert builder.fields["f.note"]
        builder.answer = builder.person.post(builder.address, {**builder.fields, "do": "", "~op": "add:lines"})
        assert "f.lines.1" in builder.fields

    def test_a_form_in_steps_is_walked_as_people_will_walk_it(self, builder):
        def go(step, **typed):
            builder.answer = builder.person.post(builder.address, {**builder.fields, **typed, "do": "", "~op": f"step:{step}"})
            return builder.answer.status_code, builder.fields["~step"]

        steps = [{"title": "First", "fields": ["note"]}, {"title": "Then", "fields": ["lines"]}]
        document = {**builder.document, "ui": {"ui:steps": steps, "ui:review": True}}
        builder.press("view:json").press("view:preview", text=json.dumps(document))
        assert builder.fields["~step"] == "0"
        assert go(1, **{"f.note": "no"}) == (422, "0")
        assert "at least 3 characters" in builder.text
        assert go(1, **{"f.note": "long enough"}) == (200, "1")
        assert go(2) == (200, "2")
        assert "<dt>Note</dt><dd>long enough</dd>" in builder.text
        assert builder.press("save").fields["~step"] == "2"
        assert go(0) == (200, "0")

    def test_a_conditional_field_is_revealed(self, builder):
        builder.press("choose:lines").press("apply", show__field__0="note").press("view:preview")
        assert "f.lines" not in builder.text
        builder.answer = builder.person.post(builder.address, {**builder.fields, "f.note": "abc", "do": "", "~op": "reveal"})
        assert "add:lines" in builder.text


class TestStoring:
    def test_somebody_elses_newer_form_is_never_overwritten_and_both_are_kept(self, builder, browser, draft, platform):
        other = Builder(browser("admin"), builder.address)
        builder.press("remove:lines")
        other.press("remove:note").press("save")
        builder.press("save")
        assert builder.answer.status_code == 409
        assert "Admin saved this form" in builder.text
        assert list(builder.document["schema"]["properties"]) == ["note"]
        assert list(builder.stored(platform, draft)["schema"]["properties"]) == ["lines"]
        builder.press("save-copy")
        assert builder.answer.status_code == 303
        with platform.store.read() as uow:
            files = uow.draft(draft.id).files
        assert list(json.loads(files["check-copy.form.json"])["schema"]["properties"]) == ["note"]

    def test_it_is_downloaded_as_it_stands(self, builder):
        builder.press("export")
        assert json.loads(builder.answer.get_data())["schema"]["properties"].keys() == {"note", "lines"}
        assert "attachment" in builder.answer.headers["Content-Disposition"]


class TestRenamingEverywhere:
    def test_the_places_are_shown_and_changed_as_one_revision(self, builder, platform, draft):
        builder.press("choose:note").press("apply", f__panel_field__key="remark")
        text = html.unescape(builder.text)
        assert "“note” is called “remark” now." in text
        assert "length = len(remark)" in text
        assert "{{ remark }}" in text
        builder.press("carry")
        assert "2 other places changed along" in builder.text
        with platform.store.read() as uow:
            kept = uow.draft(draft.id)
        assert b"len(remark)" in kept.files["order.bpmn"]
        assert b"note" not in kept.files["check.form.json"].replace(b'"Note"', b"")
        assert kept.revision == draft.revision + 1

    def test_they_can_be_left(self, builder, platform, draft):
        builder.press("choose:note").press("apply", f__panel_field__key="remark").press("leave").press("save")
        assert "is called" not in builder.text
        with platform.store.read() as uow:
            assert b"len(note)" in uow.draft(draft.id).files["order.bpmn"]


class TestNewForms:
    def test_a_task_gets_a_form_of_its_name(self, browser, draft, platform):
        person = browser("designer")
        page = person.get(f"/models/{draft.id}/forms/new?element=plain").get_data(as_text=True)
        assert 'value="Ask again"' in page
        answer = person.post(f"/models/{draft.id}/forms", {"title": "Ask again", "element": "plain", "source": "empty"})
        assert answer.headers["Location"].endswith("/forms/ask-again.form.json")
        with platform.store.read() as uow:
            files = uow.draft(draft.id).files
        assert b'value="ask-again.form.json"' in files["order.bpmn"]
        assert person.get(f"/models/{draft.id}/forms/new?element=plain").headers["Location"].endswith("ask-again.form.json")
        assert person.get(f"/models/{draft.id}/forms/new?element=gone").status_code == 404

    @pytest.mark.parametrize(
        ("source", "text", "keys"),
        [
            (
                "table",
                "Name\tAmount (EUR)\tDate\tPaid\nPen\t€ 12.50\t2026-01-31\tyes",
                {"name": "string", "amount_eur": "number", "date": "string", "paid": "boolean"},
            ),
            ("table", "Name;Count\nPen;3", {"name": "string", "count": "integer"}),
            ("table", "Class,Class", {"class_": "string", "class_2": "string"}),
            (
                "schema",
                '{"type": "object", "properties": {"a": {"$ref": "#/$defs/x"}}, "$defs": {"x": {"type": "string"}}, "x-mine": 1}',
                {"a": None},
            ),
            (
                "schema",
                '{"schema": {"properties": {"a": {"type": "string"}}}, "uiSchema": {"a": {"ui:widget": "textarea"}}}',
                {"a": "string"},
            ),
            ("schema", '{"type": "string", "title": "Only one"}', {"value": "string"}),
            ("copy", "library/address.form.json", {"street": "string"}),
        ],
    )
    def test_a_form_begins_with_what_people_have(self, browser, draft, platform, source, text, keys):
        person = browser("designer")
        data = {"title": "Begun", "source": source, "copy" if source == "copy" else "text": text}
        assert person.post(f"/models/{draft.id}/forms", data).status_code == 303
        with platform.store.read() as uow:
            schema = json.loads(uow.draft(draft.id).files["begun.form.json"])["schema"]
        found = {key: one.get("type") for key, one in schema["properties"].items()}
        assert found.items() >= keys.items()

    @pytest.mark.parametrize(
        ("source", "text", "words"),
        [
            ("schema", "{", "not JSON"), ("schema", '{"a": 1}', "no JSON Schema"), ("schema", '{"$ref": "http://x/y"}', "leads out"),
            ("table", " ", "header row"), ("schema", '{"type": "object", "description": "' + "x" * 2_000_000 + '"}', "256 KB"),
            ("copy", "library/../secret", "Choose a form"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_used_is_said_and_kept(self, browser, draft, source, text, words):
        data = {"title": "Begun", "source": source, "copy" if source == "copy" else "text": text}
        answer = browser("designer").post(f"/models/{draft.id}/forms", data)
        assert answer.status_code == 422
        assert words in answer.get_data(as_text=True)


class TestLists:
    def test_all_forms_stand_with_where_they_are_used(self, browser, draft):
        page = browser("designer").get("/forms").get_data(as_text=True)
        assert "check.form.json" in page
        assert "Check order" in page
        assert "cannot be read" in page
        assert "address.form.json" in page

    def test_the_gallery_shows_every_kind(self, browser):
        page = browser("designer").get("/forms/widgets").get_data(as_text=True)
        for name in ("money", "rows", "file", "radio"):
            assert f'id="{name}"' in page
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
