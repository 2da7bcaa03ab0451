"""A task owner's minutes: by keys through the list, complete, undo, the next task, the box that finds everything, two tabs."""

import re
import time

import pytest
from playwright.sync_api import expect

from e2e.conftest import sign_in

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
SERVED_WITH = {"BATON_UNDO_SECONDS": "6"}
LONG = "A reason that is long enough to be read by an auditor."


@pytest.fixture(scope="module")
def disputes(browser, served):
    """Five open disputes, of which the clerk can take each."""
    context = browser.new_context(base_url=served.address)

    page = context.new_page()
    sign_in(page, "ada")
    page.goto("/packs")
    page.get_by_role("link", name="Order to cash").first.click()
    page.get_by_role("button", name="Install").click()
    expect(page.get_by_text("Installed").first).to_be_visible()
    for number in range(5):
        page.goto("/start/invoice-dispute")
        page.get_by_label("Invoice number").fill(f"INV-{number}")
        page.get_by_label("Disputed amount").fill("90")
        page.get_by_label("Reason").select_option(label="Price mismatch")
        page.get_by_role("button", name="Start").click()
        page.wait_for_url(re.compile("/(tasks|instances)/"))
    context.close()


def violations(page):
    return [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in axe.Axe().run(page).response["violations"]]


def comment(page):
    return page.get_by_role("textbox", name="Comment", exact=True)


def opened(page):
    """The key of the task that stands open, once its scripts listen."""
    page.locator("[data-theme-toggle][aria-pressed]").wait_for()
    expect(page.locator("#work [data-work-heading]")).to_be_visible()
    return page.locator("#work .crumb[href^='/instances/']").inner_text()


def element_now(served, key):
    instance = served.get(f"/instances?business_key={key}")["items"][0]["id"]
    return [task["element_id"] for task in served.get(f"/tasks?instance={instance}")["items"]]


def test_a_clerk_works_by_keys_alone(person, served, disputes):
    page = person("clara")
    page.goto("/tasks?view=team")
    page.locator("[data-theme-toggle][aria-pressed]").wait_for()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/tasks/[^?]"))
    first = opened(page)

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#work .crumb[href^='/instances/']")).not_to_have_text(first)
    assert page.evaluate("document.activeElement.matches('[data-work-heading]')"), "the name of the task is heard"
    second = opened(page)
    page.go_back()
    expect(page.locator("#work .crumb[href^='/instances/']")).to_have_text(first)

    page.keyboard.press("c")
    expect(page.locator("#work .chips")).to_contain_text("In progress")
    comment(page).fill("jkx?[ are letters here")
    assert comment(page).input_value() == "jkx?[ are letters here"
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast-undo")).to_contain_text("Undo")
    expect(page.locator("#work .crumb[href^='/instances/']")).to_have_text(second)
    assert element_now(served, first) == ["investigate"], "nothing has happened yet"

    page.locator("#work h1").focus()
    page.keyboard.press("z")
    expect(comment(page)).to_have_value("jkx?[ are letters here")
    assert opened(page) == first
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast-undo")).to_be_visible()
    served.advance("PT7S")
    assert element_now(served, first) != ["investigate"]
    page.get_by_role("button", name=re.compile("Undo")).click()
    expect(page.get_by_text("too late")).to_be_visible()


def test_a_button_that_needs_a_reason_asks_for_it_where_it_is_missing(person, disputes):
    page = person("clara")
    page.goto("/tasks?view=all")
    page.locator("[data-row-link]").first.click()
    opened(page)
    sent = []
    page.on(
        "request", lambda request: sent.append(request.url) if request.method == "POST" and "draft" not in request.url else None
    )
    page.get_by_role("button", name="Write off").click()

    expect(page.get_by_text("“Write off” needs this.")).to_be_visible()
    assert page.evaluate("document.activeElement.name") == "f.comment"
    assert sent == []
    page.keyboard.type(LONG)
    expect(page.get_by_text("“Write off” needs this.")).to_have_count(0)


def test_the_box_reaches_pages_tasks_and_instances(person, disputes):
    page = person("clara")
    page.locator("[data-theme-toggle][aria-pressed]").wait_for()
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Go to anything")
    expect(box).to_be_focused()
    assert violations(page) == []
    box.fill("INV-4")
    expect(page.get_by_role("option", name=re.compile("INV-4")).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == "palette-hit-2"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/tasks/[^?]"))
    assert opened(page) == "INV-4"

    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Go to anything").fill("invoice dis")
    expect(page.get_by_role("option", name=re.compile("^Invoice dispute")).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox", name="Go to anything")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Complete the task")
    assert violations(page) == []


def test_enter_opens_the_hit_that_was_chosen_not_the_first(person, disputes):
    page = person("clara")
    page.locator("[data-theme-toggle][aria-pressed]").wait_for()
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Go to anything").fill("INV-4")
    expect(page.get_by_role("option", name=re.compile("^Search for .INV-4"))).to_be_visible()
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]").get_attribute("data-href")
    assert chosen != page.get_by_role("option").first.get_attribute("data-href")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith(chosen))


def test_a_second_tab_hears_that_the_task_is_gone_and_keeps_what_was_typed(person, served, disputes):
    page = person("clara")
    page.goto("/tasks?view=all")
    page.locator("[data-row-link]").last.click()
    key = opened(page)
    address = page.url
    comment(page).fill(LONG)
    expect(page.locator(".draft-state")).to_contain_text("Draft saved")
    other = page.context.new_page()
    other.goto(address)
    opened(other)
    comment(other).fill("First.")
    other.keyboard.press("Control+Enter")
    expect(other.locator(".toast-undo")).to_be_visible()
    served.advance("PT10S")
    for _ in range(100):  # a worker may have begun it before the clock was pushed
        if "investigate" not in element_now(served, key):
            break
        time.sleep(0.1)

    page.bring_to_front()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("already completed").first).to_be_visible()
    expect(page.locator(".kept-values")).to_contain_text(LONG)


def test_a_task_is_handed_on_with_a_note(person, served, disputes):
    page = person("clara")
    page.goto("/tasks?view=team")
    page.locator("[data-row-link]").first.click()
    key = opened(page)
    page.keyboard.press("c")
    expect(page.locator("#work .chips")).to_contain_text("In progress")
    page.get_by_label("More").click()
    page.get_by_role("link", name="Hand to somebody").click()
    expect(page.get_by_label("Name or group")).to_be_focused()
    assert violations(page) == []
    page.keyboard.type("maria")
    page.get_by_role("radio", name=re.compile("Maria")).check()
    page.get_by_label("Note for them (optional)").fill("You know this customer.")
    page.get_by_role("button", name="Hand over").click()
    expect(page.locator("#work .chips")).to_contain_text("Maria")

    manager = person("maria")
    manager.goto("/notices")
    expect(manager.get_by_text("Investigate dispute").first).to_be_visible()
    manager.goto("/tasks?view=mine")
    manager.locator("[data-row-link]").first.click()
    assert opened(manager) == key
    expect(manager.locator("#panel-history")).to_contain_text("You know this customer.")


@pytest.mark.parametrize(("width", "height", "scheme"), [(1440, 900, "light"), (1440, 900, "dark"), (360, 800, "light")])
def test_the_task_page_is_accessible_and_never_too_wide(person, disputes, width, height, scheme):
    page = person("clara", viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto("/tasks?view=all")
    page.locator("[data-row-link]").first.click()
    expect(page.locator("#work [data-work-heading]")).to_be_visible()
    page.wait_for_selector("[data-island=diagram][data-island-state=ready]")

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("#beside").is_visible() is (width > 1200)
