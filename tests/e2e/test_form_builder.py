"""The form builder in a real browser: a form for a user task, dragged together, conditional, tried, stored."""

import json

import pytest
from playwright.sync_api import Page, expect

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def draft(person):
    """A draft with one user task; the designer's page stands on it."""
    page = person("dev")
    page.goto("/models/new")
    page.get_by_label("Name of the process").fill("Laptops")
    page.get_by_role("button", name="Start drawing").click()
    page.wait_for_url("**/models/*")
    address = page.url.split("?")[0]
    xml = page.request.get(f"{address}/model.xml").text()
    opening, prefix = ("<bpmn:process", "bpmn:") if "<bpmn:process" in xml else ("<process", "")
    end = xml.index(f"</{prefix}process>")
    assert opening in xml
    name = page.locator("[data-name]").get_attribute("data-name")
    task = f'<{prefix}userTask id="ask" name="Ask for a laptop"/>'
    answer = page.request.put(
        f"{address}/model", data=json.dumps({"name": name, "xml": xml[:end] + task + xml[end:]}),
        headers={"Content-Type": "application/json", "If-Match": "1", "X-CSRFToken": page.locator("meta[name=csrf-token]").get_attribute("content")},
    )  # fmt: skip
    assert answer.ok, answer.text()
    return page, address


def drag(page: Page, kind: str) -> None:
    """From the palette to the end of the form."""
    source = page.locator(f"[data-kind={kind}]").bounding_box()
    fields = page.locator(".canvas-page > .fields > .canvas-field")
    target = (fields.last if fields.count() else page.locator(".canvas-empty")).bounding_box()
    count = page.locator(".canvas-field").count()
    page.mouse.move(source["x"] + 30, source["y"] + 12)
    page.mouse.down()
    page.mouse.move(source["x"] + 60, source["y"] + 20, steps=4)
    page.mouse.move(target["x"] + 100, target["y"] + target["height"] - 4, steps=10)
    page.wait_for_timeout(250)
    page.mouse.up()
    expect(page.locator(".canvas-field")).not_to_have_count(count)


def fine(page: Page) -> None:
    found = axe.Axe().run(page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


def test_a_form_is_made_for_a_task_tried_and_stored(draft):
    page, address = draft
    page.goto(f"{address}/forms/new?element=ask")
    expect(page.get_by_label("Name of the form")).to_have_value("Ask for a laptop")
    page.get_by_role("button", name="Make the form").click()
    page.wait_for_url("**/forms/ask-for-a-laptop.form.json")
    page.wait_for_selector("[data-island=builder][data-island-state=ready]")
    for kind in ("text", "money", "date"):
        drag(page, kind)
    keys = page.locator(".canvas-page > .fields > .canvas-field").evaluate_all("all => all.map(one => one.dataset.path)")
    assert sorted(keys) == ["amount", "date", "text"]

    page.get_by_role("button", name="Edit Date").click()
    label = page.get_by_role("textbox", name="Label")
    expect(label).to_have_value("Date")
    label.fill("Needed by")
    label.press("Tab")
    expect(page.locator("[data-path=needed_by].is-chosen")).to_be_visible()
    page.locator("#show-0-field").select_option("amount")
    page.locator("#show-0-operator").select_option("more")
    expect(page.get_by_text("Say what “Amount” is compared with.")).to_be_visible()
    page.locator("#show-0-value").fill("1000")
    page.locator("#show-0-value").press("Tab")
    expect(page.get_by_text("Only when Amount is more than 1000")).to_be_visible()

    page.locator("[data-path=text]").dblclick(position={"x": 40, "y": 16})
    page.locator(".canvas-label").fill("What do you need?")
    page.locator(".canvas-label").press("Enter")
    expect(page.locator("[data-path=what_do_you_need] .form-label")).to_contain_text("What do you need?")

    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_label("Needed by")).to_have_count(0)
    page.get_by_label("Amount").fill("1200")
    page.get_by_label("Amount").press("Tab")
    expect(page.get_by_label("Needed by")).to_be_visible()
    page.get_by_label("Needed by").fill("2026-12-24")
    page.get_by_role("button", name="Complete").click()
    expect(page.get_by_text("Accepted")).to_be_visible()
    expect(page.locator("pre.data")).to_contain_text('"needed_by": "2026-12-24"')
    page.locator("label.choice", has_text="Phone").click()
    assert page.locator("[data-preview]").bounding_box()["width"] <= 391

    page.get_by_role("button", name="JSON").click()
    expect(page.locator(".cm-content")).to_contain_text("exclusiveMinimum")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".builder-status")).to_contain_text("Saved")
    stored = json.loads(page.request.get(f"{address}/files/ask-for-a-laptop.form.json").text())
    assert stored["schema"]["allOf"][0]["then"]["properties"].keys() == {"needed_by"}
    assert "ask-for-a-laptop.form.json" in page.request.get(f"{address}/model.xml").text()


def test_broken_json_is_kept_with_its_line(draft):
    page, address = draft
    page.goto(f"{address}/forms/new")
    page.get_by_label("Name of the form").fill("Plain")
    page.get_by_role("button", name="Make the form").click()
    page.wait_for_url("**/forms/plain.form.json")
    page.get_by_role("button", name="JSON").click()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type('{"schema": oops')
    page.get_by_role("button", name="Form", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("line 1")
    expect(page.locator(".cm-content")).to_contain_text("oops")
    page.get_by_role("button", name="Back to the last good form").click()
    expect(page.get_by_text("No field yet")).to_be_visible()


def test_keys_move_fields_and_undo(draft):
    page, address = draft
    page.goto(f"{address}/forms/new")
    page.get_by_label("Name of the form").fill("Keys")
    page.get_by_role("button", name="Make the form").click()
    page.wait_for_url("**/forms/keys.form.json")
    page.wait_for_selector("[data-island=builder][data-island-state=ready]")
    for kind in ("Text", "Number"):
        page.get_by_role("button", name=kind, exact=True).click()
        expect(page.locator(f"[data-path={kind.lower()}]")).to_be_visible()
    page.get_by_role("button", name="Edit Number").focus()
    page.keyboard.press("Alt+ArrowUp")
    fields = page.locator(".canvas-page > .fields > .canvas-field")
    expect(fields.first).to_have_attribute("data-path", "number")
    expect(page.get_by_role("button", name="Edit Number")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(fields.first).to_have_attribute("data-path", "text")


def test_every_view_is_accessible_in_both_themes_and_fits_a_phone(draft):
    page, address = draft
    page.goto(f"{address}/forms/new")
    page.get_by_label("Name of the form").fill("Everything")
    page.get_by_role("radio", name="a form that is there already").check()
    page.get_by_label("Form to begin with").select_option("library/address.form.json")
    page.get_by_role("button", name="Make the form").click()
    page.wait_for_url("**/forms/everything.form.json")
    for kind in ("Table of rows", "One of", "Section", "Yes or no"):
        page.get_by_role("button", name=kind, exact=True).click()
        expect(page.locator(".is-chosen")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".builder-status")).to_contain_text("Saved")
    builder = page.url
    for theme in ("light", "dark"):
        page.context.add_cookies([{"name": "theme", "value": theme, "url": page.url}])
        for view in (
            f"{builder}?field=city",
            f"{builder}?view=json",
            f"{builder}?view=preview",
            f"{address}/forms/new",
            "/forms",
            "/forms/widgets",
        ):
            page.goto(view)
            page.wait_for_timeout(400)
            page.locator("details").evaluate_all("all => all.forEach(one => { one.open = !one.matches('.menu'); })")
            fine(page)
            page.set_viewport_size(PHONE)
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, view
            page.set_viewport_size({"width": 1440, "height": 900})
