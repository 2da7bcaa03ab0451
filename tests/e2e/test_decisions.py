"""A decision table in a real browser: edited, checked, tried, saved, and compared with what was decided before."""

import re

import pytest
import requests
from playwright.sync_api import expect

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
# What the table editor itself draws is its library's own.
EDITOR = [".decisions-editor"]
LEVEL = "discount-approval-level.dmn"


@pytest.fixture(scope="module")
def draft(browser, served):
    """The path of a draft of the shipped discount process, after some instances have asked its decision."""
    from e2e.conftest import sign_in

    context = browser.new_context(base_url=served.address)
    page = context.new_page()
    sign_in(page, "ada")
    page.goto("/packs/order-to-cash")
    page.get_by_role("button", name="Install").click()
    page.wait_for_load_state()
    for discount in (3, 7, 15):
        answer = requests.post(
            f"{served.address}/api/v1/instances",
            json={"definition": "discount-approval", "variables": {
                "order_no": f"SO-{discount}", "customer": "Demo Retail", "order_value": 30000, "discount": discount, "margin": 25, "reason": "Competitor",
            }},
            headers={"Authorization": f"Bearer {served.token}"}, timeout=60,
        )  # fmt: skip
        assert answer.ok, answer.text
    page.goto("/definitions/" + answer.json()["definition_id"])
    page.get_by_role("button", name="Edit as draft").click()
    page.wait_for_url("**/models/*")
    found = re.sub(r"^https?://[^/]+|\?.*$", "", page.url)
    context.close()
    return found


def opened(page, draft, file=LEVEL):
    page.goto(f"{draft}/decisions/{file}")
    expect(page.locator("[data-island=decisions]")).to_have_attribute("data-island-state", "ready")
    return page


def test_a_gap_appears_while_typing_and_goes_when_it_is_closed(person, draft):
    page = opened(person("ada"), draft)
    check = page.get_by_role("tabpanel", name="Check")
    expect(check).to_contain_text("No gaps, overlaps or errors found")
    page.locator("td.input-cell").first.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("[0..4]")
    expect(check).to_contain_text("Discount (%) = 5")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("[0..6]")
    expect(check).to_contain_text("The rules 1 and 2")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("[0..")
    problem = check.get_by_role("button", name="Rule 1, Discount (%)")
    expect(problem).to_be_visible()
    page.locator("td.output-cell").nth(5).click()
    problem.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("[0..5]")
    expect(check).to_contain_text("No gaps, overlaps or errors found")
    expect(page.locator("[data-status]")).to_contain_text("Saved")


def test_inputs_are_tried_examples_are_kept_and_turn_red(person, draft):
    page = opened(person("ada"), draft)
    page.get_by_role("tab", name="Test").click()
    page.get_by_label("Discount (%)").fill("7")
    page.get_by_label("Order value (EUR)").fill("30000")
    expect(page.locator(".decision-answer")).to_contain_text("Rule 3")
    page.get_by_role("button", name="Keep as example").click()
    page.get_by_role("button", name="One per rule").click()
    expect(page.get_by_text("7 as expected")).to_be_visible()
    expect(page.locator("[data-status]")).to_contain_text("Saved")
    page.locator("td.output-cell").nth(12).click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type('"Somebody else"')
    expect(page.get_by_text(re.compile("of 7 differ"))).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    opened(page, draft).get_by_role("tab", name="Test").click()
    expect(page.locator(".decision-examples li")).to_have_count(7)


def test_the_past_tells_what_would_have_been_different(person, draft):
    page = opened(person("ada"), draft)
    page.get_by_role("tab", name="Past").click()
    page.get_by_role("button", name="Compare with the past").click()
    expect(page.get_by_text("Nothing would have been different")).to_be_visible()
    page.locator("td.input-cell").nth(3).click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("< 50000")
    page.get_by_role("button", name="Compare with the past").click()
    expect(page.locator(".decision-past li")).to_have_count(1)
    expect(page.locator(".decision-past")).to_contain_text("Discount (%) = 7")
    with page.expect_download() as file:
        page.get_by_role("button", name="CSV").click()
    assert file.value.suggested_filename.endswith(".csv")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-status]")).to_contain_text("Saved")


def test_the_second_of_two_tabs_chooses_and_loses_nothing(person, draft):
    first, second = opened(person("ada"), draft), opened(person("dev"), draft)
    for page, text in ((first, "first"), (second, "second")):
        page.locator("td.annotation-cell, td.annotation").first.click()
        page.keyboard.type(text)
        expect(page.locator("[data-status]")).to_contain_text("Saved" if page is first else "Not saved")
    expect(second.get_by_text("saved this model at")).to_be_visible()
    second.get_by_role("button", name="Overwrite with mine").click()
    expect(second.locator("[data-status]")).to_contain_text("Saved")


def test_without_a_script_the_table_is_there_to_read(person, draft):
    page = person("ada", scripts=False)
    page.goto(f"{draft}/decisions/{LEVEL}")
    expect(page.locator(".decision-table tbody tr")).to_have_count(6)
    page.locator("summary[aria-label=File]").click()
    expect(page.get_by_role("link", name=f"Download {LEVEL}")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_are_accessible_outside_of_the_editor_and_fit_a_phone(person, draft, theme):
    page = person("ada")
    page.context.add_cookies([{"name": "theme", "value": theme, "url": page.url}])

    def found():
        result = axe.Axe().run(page, context={"exclude": [EDITOR]}).response["violations"]
        return [(one["id"], [node["target"] for node in one["nodes"]]) for one in result]

    for address in ("/decisions", f"{draft}/decisions/new"):
        page.goto(address)
        assert found() == []
    opened(page, draft)
    for tab in ("Check", "Test", "Past"):
        page.get_by_role("tab", name=tab).click()
        page.wait_for_timeout(400)
        assert found() == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{draft}/decisions/{LEVEL}")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert found() == []
