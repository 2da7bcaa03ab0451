"""The properties panel in a real browser: what is said there in words stands in the model, and one undo takes back one edit."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from web.conftest import ORDER_FORM

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
CONFORMANCE = os.environ.get("BATON_CONFORMANCE_DIR", "")
MODEL = Path(__file__).parent / "models" / "order.bpmn"


class Panel:
    """The panel of one draft, driven by element ids and names of entries."""

    def __init__(self, page):
        self.page = page
        page.evaluate("window.modeler = document.querySelector('[data-island=modeler]').modeler")

    def select(self, id):
        self.page.evaluate(
            "id => { modeler.get('canvas').focus(); modeler.get('selection').select(modeler.get('elementRegistry').get(id)) }", id
        )
        expect(self.page.locator(".bio-properties-panel-header")).to_be_visible()

    def open(self, group):
        header = self.page.locator(f'[data-group-id="group-{group}"] .bio-properties-panel-group-header').first
        if "open" not in (header.get_attribute("class") or ""):
            header.locator(".bio-properties-panel-group-header-title").click()

    def entry(self, name):
        return self.page.locator(f'[data-entry-id="{name}"]')

    def type(self, entry, label, text):
        """Typed as a person does, and waited for: it is committed without leaving the field."""
        field = self.entry(entry).get_by_label(label, exact=True).first
        before = self.xml()
        field.fill(text)
        for _ in range(40):
            if self.xml() != before:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{text} was not committed")

    def xml(self):
        return (
            self.page.evaluate("modeler.saveXML().then(answer => answer.xml)")
            .replace("&#34;", "'")
            .replace("&quot;", "'")
            .replace("&gt;", ">")
        )

    def undo(self):
        self.page.locator("[data-action=undo]").click()


@pytest.fixture
def panel(person, tmp_path):
    """A designer's page with an order process of two tasks, a gateway, a call and a script."""
    page = person("dev")
    for name, content in (("order.bpmn", MODEL.read_bytes()), ("order.form.json", ORDER_FORM)):
        (tmp_path / name).write_bytes(content)
    page.goto("/models/new")
    page.locator("input[type=file][name=files]").set_input_files([str(one) for one in sorted(tmp_path.iterdir())])
    page.locator("form[action='/models/import'] button").click()
    page.wait_for_selector("[data-island=modeler][data-island-state=ready]")
    return Panel(page)


def test_a_task_gets_its_form_its_people_its_buttons_and_its_title(panel):
    panel.select("approve")
    panel.entry("baton-form-file").locator("select").select_option("order.form.json")
    link = panel.entry("baton-form-links").get_by_role("link", name="Open form")
    assert link.get_attribute("href").endswith("/forms/order.form.json")
    panel.entry("baton-way").locator("select").select_option("candidateGroups")
    panel.entry("baton-groups").get_by_role("combobox").fill("AR manager,")
    panel.entry("baton-not-same").get_by_label("Check order").check()
    panel.entry("baton-fallback-groups").get_by_role("combobox").fill("AR clerk")
    panel.entry("baton-fallback-groups").get_by_role("combobox").press("Enter")
    panel.open("baton-work")
    panel.entry("baton-title").get_by_role("button", name="Expression").click()
    panel.type("baton-title", "Title", 'item + "!"')
    xml = panel.xml()
    assert 'candidateGroups="AR manager"' in xml
    assert 'fallbackGroups="AR clerk"' in xml
    assert 'notSameAs="check"' in xml
    assert "title=\"item + '!'\"" in xml
    panel.undo()
    assert "title=" not in panel.xml()


def test_a_task_is_given_to_somebody_without_an_account(panel):
    before = panel.xml()
    panel.select("approve")
    panel.open("baton-outside")
    panel.entry("baton-outside-asked").locator("select").select_option("outside")
    expect(panel.entry("baton-outside-recipient").get_by_role("alert")).to_have_text("This is needed.")
    panel.type("baton-outside-recipient", "Mail address *", "vendor_email")
    panel.entry("baton-outside-name").get_by_role("button", name="Value").click()
    panel.type("baton-outside-name", "Name", "Vera")
    panel.type("baton-outside-language", "Language", "de")
    expires = panel.entry("baton-outside-expires")
    expires.get_by_label("The link works until").select_option("after")
    expires.get_by_label("How many").fill("5")
    expect(expires.locator("time")).to_have_count(1)
    panel.entry("baton-outside-code").get_by_role("checkbox").check()
    panel.entry("baton-outside-public").locator("textarea").fill("We wait for your signature.")
    panel.entry("baton-outside-public").locator("textarea").blur()
    panel.page.wait_for_timeout(400)
    xml = panel.xml()
    said = '<baton:outsider recipient="vendor_email" name="\'Vera\'" language="de" expires="P5D" code="true" />'
    assert said in xml
    assert '<baton:public text="We wait for your signature." />' in xml
    panel.type("baton-outside-recipient", "Mail address *", "")
    assert 'language="de" expires="P5D"' in panel.xml()
    panel.undo()
    assert said in panel.xml()
    panel.select("check")
    panel.select("approve")
    expect(panel.entry("baton-outside-language").get_by_label("Language", exact=True)).to_have_value("de")
    panel.entry("baton-outside-asked").locator("select").select_option("")
    assert "baton:outsider" not in panel.xml()
    panel.entry("baton-outside-public").locator("textarea").fill("")
    panel.entry("baton-outside-public").locator("textarea").blur()
    panel.page.wait_for_timeout(400)
    assert "baton:public" not in panel.xml()
    panel.entry("baton-outside-guests").get_by_role("checkbox").check()
    assert "<spiffworkflow:allowGuest>true</spiffworkflow:allowGuest>" in panel.xml()
    panel.entry("baton-outside-guests").get_by_role("checkbox").uncheck()
    assert panel.xml().count("<bpmn:userTask") == before.count("<bpmn:userTask")
    assert "allowGuest" not in panel.xml()


def test_a_button_can_mean_no_from_outside(panel):
    panel.select("approve")
    panel.open("baton-outside")
    panel.entry("baton-outside-asked").locator("select").select_option("outside")
    panel.open("baton-outcomes")
    panel.page.locator('[data-group-id="group-baton-outcomes"] .bio-properties-panel-add-entry').click()
    panel.entry("baton-outcome-0-role").locator("select").select_option("decline")
    assert 'role="decline"' in panel.xml()


def test_a_deadline_is_one_edit_with_its_next_moment(panel):
    before = panel.xml()
    panel.select("check")
    new = panel.entry("baton-timers-new")
    new.get_by_label("How many").fill("48")
    new.get_by_label("Unit").select_option("hours")
    new.get_by_label("What happens then").select_option("escalate")
    new.get_by_label("Whom").fill("AR manager")
    new.get_by_role("button", name="Add").click()
    expect(panel.entry("baton-timers").locator(".panel-card")).to_contain_text("after 48 hours")
    expect(panel.entry("baton-timers").locator(".panel-card time")).to_have_count(1)
    xml = panel.xml()
    assert "PT48H" in xml
    assert 'name="Check order (escalated)"' in xml
    panel.undo()
    assert panel.xml() == before


def test_a_timer_says_its_next_three_moments_and_what_is_wrong_with_it(panel):
    panel.select("check")
    panel.entry("baton-timers-new").get_by_label("Whom").fill("AR clerk")
    panel.entry("baton-timers-new").get_by_role("button", name="Add").click()
    panel.entry("baton-timers").locator(".panel-card-title").click()
    when = panel.entry("baton-timer-when")
    when.get_by_label("It fires").select_option("at")
    when.get_by_label("On which days").select_option("MON")
    expect(when.locator(".panel-moments")).to_contain_text("every Monday at 09:00")
    expect(when.locator("time")).to_have_count(3)
    assert "<bpmn:timeCycle" in panel.xml()
    when.get_by_label("It fires").select_option("written")
    when.get_by_label("Text", exact=True).fill("61 9 * * MON")
    expect(when.get_by_role("alert")).to_contain_text("outside of 0 to 59")


def test_a_gateway_shows_its_ways_and_takes_conditions_in_words(panel):
    panel.select("check")
    panel.open("baton-outcomes")
    panel.page.locator('[data-group-id="group-baton-outcomes"] .bio-properties-panel-add-entry').click()
    panel.select("gate")
    flow = panel.page.locator(".panel-flow", has_text="Tell the customer")
    row = flow.locator(".panel-row")
    row.get_by_label("Variable", exact=True).fill("outcome")
    row.get_by_label("Variable", exact=True).blur()
    expect(row.locator("select[aria-label=Value] option", has_text="approve")).to_have_count(1)
    row.get_by_label("Value", exact=True).select_option("approve")
    panel.page.locator(".panel-flow", has_text="Refused").get_by_role("radio").check()
    xml = panel.xml()
    assert 'outcome == "approve"' in xml
    assert 'default="no"' in xml
    panel.select("yes")
    panel.entry("baton-condition").get_by_role("button", name="Add a row").click()
    last = panel.entry("baton-condition").get_by_role("group").last
    last.get_by_label("Variable", exact=True).fill("amount")
    last.get_by_label("Variable", exact=True).blur()
    last.get_by_label("Comparison").select_option(">=")
    last.get_by_label("Value", exact=True).fill("1000")
    last.get_by_label("Value", exact=True).blur()
    assert 'outcome == "approve" and amount >= 1000' in panel.xml()
    panel.entry("baton-condition").get_by_role("button", name="Expression").click()
    editor = panel.entry("baton-condition-text").locator(".cm-content")
    expect(editor).to_have_text('outcome == "approve" and amount >= 1000')
    editor.fill("len(item) > 3")
    panel.page.wait_for_timeout(450)
    assert "len(item) > 3" in panel.xml()
    expect(panel.entry("baton-condition-text").get_by_role("button", name="In words")).to_be_disabled()


def test_a_call_asks_for_what_its_operation_needs(panel):
    panel.select("tell")
    panel.entry("baton-operation-id").locator("select").select_option("notice/send")
    expect(panel.entry("baton-parameter-to").get_by_role("alert")).to_have_text("This is needed.")
    panel.type("baton-parameter-to", "To *", "AR clerk")
    panel.entry("baton-parameter-text").get_by_role("button", name="Expression").click()
    panel.type("baton-parameter-text", "Text *", '"Order of " + item')
    panel.entry("baton-retry").locator("select").first.select_option("steady")
    panel.type("baton-result", "Keep the answer in", "told")
    xml = panel.xml()
    assert 'id="to" type="any" value="\'AR clerk\'"' in xml
    assert "value=\"'Order of ' + item\"" in xml
    assert 'resultVariable="told"' in xml
    assert 'policy="R3/PT10M"' in xml


def test_an_editor_offers_names_and_tries_the_text(panel):
    panel.select("reckon")
    editor = panel.entry("baton-script-text").locator(".cm-content")
    expect(editor).to_have_text("total = amount * 2")
    editor.click()
    panel.page.keyboard.press("Control+End")
    panel.page.keyboard.type("\nhalf = am", delay=40)
    offered = panel.page.locator(".cm-tooltip-autocomplete li", has_text="amount")
    expect(offered).to_contain_text("number")
    # A list that has only just opened takes no key, so that nobody picks from it by accident.
    panel.page.wait_for_timeout(300)
    panel.page.keyboard.press("Enter")
    expect(editor).to_contain_text("half = amount")
    panel.page.keyboard.type(" / 2")
    for _ in range(20):
        panel.page.wait_for_timeout(250)
        if "half = amount / 2" in panel.xml():
            break
    assert "half = amount / 2" in panel.xml()
    trial = panel.entry("baton-script-text").locator(".panel-trial")
    trial.locator("summary").click()
    trial.get_by_label("amount").fill("10")
    expect(trial.locator(".panel-trial-answer")).to_contain_text("half = 5")
    editor.fill("total = amount / 0")
    expect(trial.get_by_role("alert")).to_contain_text("line 1")
    panel.page.reload()
    panel.page.wait_for_selector("[data-island=modeler][data-island-state=ready]")
    assert panel.page.evaluate(
        "Object.entries(localStorage).some(([key, text]) => key.startsWith('baton.samples.') && text.includes('10'))"
    )


def test_menus_offer_only_what_runs(panel):
    panel.select("gate")
    panel.page.locator('.djs-context-pad [data-action="replace"]').click()
    expect(panel.page.locator(".djs-popup .entry", has_text="Parallel gateway")).to_be_visible()
    expect(panel.page.locator(".djs-popup .entry", has_text="Complex gateway")).to_have_count(0)
    panel.page.evaluate("modeler.get('popupMenu').close()")
    panel.select("approve")
    panel.page.keyboard.press("a")
    expect(panel.page.locator(".djs-popup .entry", has_text="Notify inside Baton")).to_have_count(1)
    for refused in ("ad-hoc", "ompensation", "Data store"):
        expect(panel.page.locator(".djs-popup .entry", has_text=refused)).to_have_count(0)


def test_what_is_copied_can_be_pasted_into_another_tab(panel):
    context = panel.page.context
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    panel.select("approve")
    panel.entry("baton-way").locator("select").select_option("candidateGroups")
    panel.entry("baton-groups").get_by_role("combobox").fill("AR manager,")
    panel.select("approve")
    panel.page.keyboard.press("Control+c")
    panel.page.wait_for_function("async () => (await navigator.clipboard.readText()).includes('Approve order')")
    other = context.new_page()
    other.goto("/models/new")
    other.get_by_label("Name").first.fill("Another")
    other.locator("form[action='/models'] button").click()
    other.wait_for_selector("[data-island=modeler][data-island-state=ready]")
    target = Panel(other)
    other.evaluate("modeler.get('canvas').focus()")
    box = other.locator(".djs-container").bounding_box()
    other.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 120)
    other.keyboard.press("Control+v")
    other.wait_for_function("() => modeler.get('dragging').context()")  # the clipboard answers when it likes
    other.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] - 120)
    other.wait_for_function(
        "() => modeler.get('elementRegistry').filter(shape => shape.businessObject.name === 'Approve order').length > 0"
    )
    assert 'candidateGroups="AR manager"' in target.xml()


def test_the_keys_are_listed_on_a_question_mark(panel):
    panel.page.evaluate("modeler.get('canvas').focus()")
    panel.page.keyboard.press("?")
    dialog = panel.page.get_by_role("dialog", name="Keys of the canvas")
    expect(dialog).to_contain_text("append to the selected element")
    panel.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_what_is_typed_lands_where_it_was_typed(panel):
    panel.select("approve")
    panel.open("baton-work")
    panel.entry("baton-title").get_by_role("button", name="Expression").click()
    panel.entry("baton-title").get_by_label("Title", exact=True).fill("item")
    panel.page.evaluate("modeler.get('selection').select(modeler.get('elementRegistry').get('check'))")
    panel.page.wait_for_timeout(700)
    titles = {one.partition('"')[0]: "title=" in one for one in panel.xml().split('<bpmn:userTask id="')[1:]}
    assert titles == {"check": False, "approve": True}


IDS = re.compile(r"""\sid\s*=\s*["']([^"']*)["']""")


def said(xml):
    """The ids of what a file says; the drawing behind it leaves out what stands in no pool."""
    return set(IDS.findall(re.split(r"<[\w:]*BPMNDiagram", re.sub(r"<!--.*?-->", "", xml, flags=re.DOTALL))[0]))


@pytest.mark.skipif(not CONFORMANCE, reason="BATON_CONFORMANCE_DIR names no folder")
def test_every_drawn_model_of_the_conformance_set_comes_back_with_its_ids(panel):
    drawn = {file.name: file.read_bytes().decode("utf-8", "replace") for file in sorted(Path(CONFORMANCE).rglob("*.bpmn"))}
    models = {name: xml for name, xml in drawn.items() if "BPMNDiagram" in xml and "fail" not in name.lower()}
    lost = {}
    for name, before in models.items():
        after = panel.page.evaluate(
            "xml => modeler.importXML(xml).then(() => modeler.saveXML()).then(answer => answer.xml, error => String(error))",
            before,
        )
        if gone := said(before) - said(after):
            lost[name] = (sorted(gone)[:5], after[:80])
    assert len(models) > 20
    assert lost == {}


def test_the_panel_outlives_a_file_that_cannot_be_drawn(panel):
    bare = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"><process id="p"/></definitions>'
    refused = panel.page.evaluate("xml => modeler.importXML(xml).then(() => '', error => String(error))", bare)
    assert "no diagram" in refused
    panel.page.evaluate("xml => modeler.importXML(xml)", MODEL.read_text())
    panel.select("approve")
    expect(panel.entry("name").locator("input, textarea, [contenteditable]").first).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_panel(panel, theme):
    panel.page.evaluate("theme => document.documentElement.setAttribute('data-bs-theme', theme)", theme)
    for element in ("check", "gate", "yes", "tell", "reckon", "begin"):
        panel.select(element)
        panel.page.evaluate(
            "document.querySelectorAll('.bio-properties-panel-group-header:not(.open) .bio-properties-panel-group-header-title').forEach(title => title.click())"
        )
        panel.page.wait_for_timeout(300)
        found = axe.Axe().run(panel.page, "#side-properties").response["violations"]
        assert [(one["id"], one["nodes"][0]["html"], one["nodes"][0].get("failureSummary")) for one in found] == [], element
