"""The built browser side on its sample pages, in a real browser, under the product's content security policy."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

sync_api = pytest.importorskip("playwright.sync_api")
FRONTEND = Path(__file__).parents[2] / "frontend"
WATCH = "window.refused = []; document.addEventListener('securitypolicyviolation', e => window.refused.push([e.effectiveDirective, e.sourceFile]))"
PAGES = ["worklist", "task", "parts", "import", "login", "replay", "modeler"]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the sample pages are served."""
    node = shutil.which("node")
    if node is None or not (FRONTEND / "dist/.vite/manifest.json").exists():
        pytest.skip("needs node and a built frontend/dist")
    with subprocess.Popen([node, "test/preview/serve.mjs", "0"], cwd=FRONTEND, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip().rsplit("/", 1)[0]
        server.terminate()


@pytest.fixture
def page(browser, address):
    """A page that fails its test when a script breaks or the policy refuses anything."""
    opened = browser.new_page(base_url=address, viewport={"width": 1440, "height": 900})
    opened.add_init_script(WATCH)
    broken = []
    opened.on("pageerror", lambda error: broken.append(str(error)))
    yield opened
    assert opened.evaluate("window.refused") == []
    assert broken == []
    opened.close()


def phone(page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})


def open_island(page, path: str, island: str) -> None:
    page.goto(path)
    page.wait_for_selector(f"[data-island={island}][data-island-state=ready]")


class Modeler:
    """The modeler page, driven by element ids and names of panel entries."""

    def __init__(self, page):
        self.page = page
        self.reopen()

    def reopen(self) -> None:
        open_island(self.page, "/modeler", "modeler")
        self.page.evaluate("window.modeler = document.querySelector('[data-island=modeler]').modeler")

    def select(self, element_id: str) -> None:
        # What is typed in the panel is committed when the focus leaves it, so the focus goes first.
        self.page.evaluate(
            "id => { modeler.get('canvas').focus(); modeler.get('selection').select(modeler.get('elementRegistry').get(id)) }",
            element_id,
        )

    def entry(self, name: str):
        return self.page.locator(f'[data-entry-id="{name}"]')

    def fill(self, name: str, text: str) -> None:
        self.entry(name).locator("input").fill(text)
        self.entry(name).locator("input").blur()

    def assign(self, expression: str) -> None:
        self.entry("baton-way").locator("select").select_option("assignee")
        self.entry("baton-assignee").get_by_role("button", name="Expression").click()
        self.fill("baton-assignee", expression)

    def xml(self) -> str:
        return self.page.evaluate("modeler.saveXML().then(answer => answer.xml)").replace("&#34;", "'").replace("&#38;quot;", "'")

    def save(self) -> dict:
        with self.page.expect_response("**/draft") as answer:
            self.page.keyboard.press("Control+s")
        request = answer.value.request
        return {**json.loads(request.post_data), "headers": request.headers}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_phones_and_desks_in_light_and_dark(page, name):
    for theme in ("light", "dark"):
        page.goto(f"/{name}?theme={theme}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_sidebar_is_a_drawer_on_phones(page):
    phone(page)
    page.goto("/worklist")
    link = page.locator(".side-link", has_text="Instances")
    assert not link.is_visible()
    page.get_by_label("Open navigation").click()
    sync_api.expect(link).to_be_visible()
    page.keyboard.press("Escape")
    sync_api.expect(link).to_be_hidden()


def test_keys_walk_the_worklist(page):
    page.goto("/worklist")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "Approve invoice"
    page.keyboard.press("x")
    sync_api.expect(page.locator("[data-bulk]")).to_contain_text("1 selected")
    page.keyboard.press("Enter")
    page.wait_for_url("**/task")


def test_a_destructive_act_asks_before_it_is_sent(page):
    page.goto("/task")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Cancel instance").click()
    dialog = page.locator("dialog")
    sync_api.expect(dialog).to_contain_text("2 open tasks end")
    dialog.get_by_role("button", name="Cancel", exact=True).click()
    assert sent == []
    page.get_by_role("button", name="Cancel instance").click()
    with page.expect_request(lambda request: request.method == "POST"):
        dialog.get_by_role("button", name="Cancel instance").click()


def test_the_theme_is_remembered_in_a_cookie(page):
    page.goto("/worklist")
    page.get_by_label("Dark mode").click()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    assert "theme=dark" in page.evaluate("document.cookie")


def test_the_diagram_of_a_task_shows_where_the_work_is(page):
    open_island(page, "/task", "diagram")
    sync_api.expect(page.locator("[data-element-id=investigate].is-waiting")).to_be_visible()
    assert page.locator("[data-element-id=notify].is-failed").count() == 1
    assert page.locator(".diagram svg[role=img]").get_attribute("aria-label") == "Invoice dispute, Investigate is waiting"


def test_replay_steps_by_key_and_keeps_its_place_in_the_address(page):
    open_island(page, "/replay?at=5", "replay")
    place = page.locator(".replay-place")
    sync_api.expect(place).to_have_text("5 / 200")
    assert page.locator("[data-element-id=investigate].is-waiting").count() == 1
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    sync_api.expect(place).to_have_text("7 / 200")
    assert page.locator("[data-element-id=notify].is-failed").count() == 1
    page.wait_for_url("**/replay?at=7")
    page.keyboard.press("Home")
    sync_api.expect(place).to_have_text("1 / 200")
    assert page.locator(".djs-element:is(.is-waiting, .is-failed)").count() == 0


def test_what_is_said_in_the_panel_stands_in_the_saved_model(page):
    modeler = Modeler(page)
    modeler.select("decide")
    modeler.entry("baton-form-file").locator("select").select_option("decide.form.json")
    modeler.entry("baton-way").locator("select").select_option("candidateGroups")
    modeler.fill("baton-groups", "ar.manager")
    modeler.entry("baton-not-same").get_by_label("Investigate").check()
    modeler.entry("baton-timers-new").get_by_label("Whom").fill("ar.manager")
    modeler.entry("baton-timers-new").locator("button[type=submit]").click()
    modeler.select("notify")
    modeler.entry("baton-operation-id").locator("select").select_option("http/get")
    modeler.entry("baton-parameter-url").get_by_role("button", name="Expression").click()
    modeler.fill("baton-parameter-url", "address")
    modeler.select("f3")
    row = modeler.entry("baton-condition").get_by_role("group").first
    row.get_by_label("Variable").fill("amount")
    row.get_by_label("Variable").blur()
    row.get_by_label("Comparison").select_option(">")
    row.get_by_label("Value", exact=True).fill("5")
    row.get_by_label("Value", exact=True).blur()
    saved = modeler.save()
    assert saved["headers"]["if-match"] == "3"
    assert saved["headers"]["x-csrftoken"] == "preview"
    decide = re.search(r'<bpmn:userTask id="decide".*?</bpmn:userTask>', saved["xml"], re.S)
    assert decide is not None
    assert 'name="formJsonSchemaFilename" value="decide.form.json"' in decide[0]
    assert '<baton:task candidateGroups="ar.manager" notSameAs="investigate" />' in decide[0]
    assert 'attachedToRef="decide"' in saved["xml"]
    assert re.search(r'id="http/get".*?id="url" type="str" value="address"', saved["xml"], re.S)
    assert re.search(r'id="f3".*?amount (&gt;|>) 5</bpmn:conditionExpression>', saved["xml"], re.S)
    assert '<acme:color shade="7" />' in saved["xml"]
    sync_api.expect(page.locator("[data-status]")).to_contain_text("Saved")


def test_an_edit_in_the_panel_is_undone_as_one_step(page):
    modeler = Modeler(page)
    before = modeler.xml()
    modeler.select("decide")
    modeler.assign("initiator")
    assert 'assignee="initiator"' in modeler.xml()
    page.locator("[data-action=undo]").click()
    assert modeler.xml() == before


def test_unsaved_work_survives_a_lost_page(page):
    page.route("**/draft", lambda route: route.abort())
    modeler = Modeler(page)
    modeler.select("decide")
    modeler.assign("initiator")
    sync_api.expect(page.locator("[data-status]")).to_have_text("Offline, kept here")
    page.on("dialog", lambda dialog: dialog.accept())
    modeler.reopen()
    sync_api.expect(page.get_by_text("was brought back")).to_be_visible()
    assert 'assignee="initiator"' in modeler.xml()
    page.unroute("**/draft")
    sync_api.expect(page.locator("[data-status]")).to_contain_text("Saved", timeout=20_000)


def test_a_problem_leads_to_its_element(page):
    modeler = Modeler(page)
    sync_api.expect(page.locator("[data-problems] summary")).to_have_text("1 error, 1 warning")
    page.locator("[data-problems] summary").click()
    page.get_by_role("button", name="is not an ISO 8601 duration").click()
    assert page.evaluate("modeler.get('selection').get().map(shape => shape.id)") == ["remind"]
    assert "remind" in modeler.xml()


def test_menus_of_the_canvas_open_filled(page):
    modeler = Modeler(page)
    modeler.select("decide")
    page.keyboard.press("a")
    page.locator(".djs-popup-search input").fill("e-mail")
    page.locator(".djs-popup .entry", has_text="Send e-mail").click()
    page.wait_for_function("() => modeler.get('elementRegistry').filter(shape => shape.type === 'bpmn:ServiceTask').length === 2")
    page.keyboard.press("Escape")
    for action in ("replace", "set-color"):
        modeler.select("classify")
        page.locator(f'.djs-context-pad [data-action="{action}"]').click()
        sync_api.expect(page.locator(".djs-popup .entry").first).to_be_visible()
        page.evaluate("modeler.get('popupMenu').close()")
    assert 'id="mail/send"' in modeler.xml()
