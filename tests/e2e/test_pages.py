"""Every page in a real browser: nothing that axe finds, nothing wider than a phone, and forms that answer in place."""

import pytest
from playwright.sync_api import expect

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
PHONE = {"width": 390, "height": 844}
PAGES = ["/tasks", "/tasks?view=team", "/start", "/start/invoice-dispute", "/instances", "{task}", "{instance}", "{instance}/replay",
         "{instance}/verification", "/models", "/models/new", "{definition}", "{draft}", "{draft}/versions", "{draft}/review", "{draft}/share", "/models/bin", "/models/new/approval", "{draft}/comments",
         "{draft}/documentation", "{draft}/impact", "{draft}/scenarios", "{definition}/documentation", "{definition}/migration", "/decisions", "/forms",
         "/forms/widgets", "/packs", "/packs/order-to-cash", "/incidents",
         "/health", "/people", "/people/ada", "/notices", "/preferences", "/wording", "/wording/nudge/de", "/search?q=INV", "/no-such-page"]  # fmt: skip


@pytest.fixture(scope="module")
def places(browser, served):
    """Addresses of one of everything, made once."""
    from e2e.conftest import sign_in

    context = browser.new_context(base_url=served.address)
    page = context.new_page()
    sign_in(page, "ada")
    page.goto("/packs/order-to-cash")
    page.get_by_role("button", name="Install").click()
    page.goto("/models/new")
    page.get_by_label("Name of the process").fill("Supplier onboarding")
    page.get_by_role("button", name="Start drawing").click()
    page.wait_for_url("**/models/*")
    draft = page.url
    values = {"invoice_no": "INV-1", "amount": 120, "reason": "PRC", "customer": "Nordwind Logistik GmbH"}
    started = page.request.post(
        "/api/v1/instances", data={"definition": "invoice-dispute", "variables": values},
        headers={"X-CSRFToken": page.locator("meta[name=csrf-token]").get_attribute("content")},
    ).json()  # fmt: skip
    found = {
        "draft": draft, "instance": f"/instances/{started['id']}", "definition": f"/definitions/{started['definition_id']}",
        "task": f"/tasks/{served.get('/tasks?instance=' + started['id'])['items'][0]['id']}",
    }  # fmt: skip
    context.close()
    return found


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_accessible_and_fits_a_phone(person, places, address):
    page = person("ada")
    for theme in ("light", "dark"):
        page.context.add_cookies([{"name": "theme", "value": theme, "url": page.url}])
        page.goto(address.format(**places))
        page.wait_for_timeout(300)
        found = axe.Axe().run(page).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
        page.set_viewport_size(PHONE)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        found = axe.Axe().run(page).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
        page.set_viewport_size({"width": 1440, "height": 900})


def test_a_refused_form_answers_in_place_and_keeps_what_was_typed(person, places):
    page = person("ada")
    page.goto(places["task"])
    comment = page.get_by_role("textbox", name="Comment", exact=True)
    comment.fill("The customer is insolvent.")
    page.get_by_label("Amount to credit").fill("much")
    page.get_by_role("button", name="Credit in part").click()
    note = page.get_by_role("alert").filter(has_text="missing or wrong")
    expect(note).to_be_visible()
    note.get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.name") == "f.credit_amount"
    expect(page.get_by_label("Amount to credit")).to_have_value("much")
    expect(comment).to_have_value("The customer is insolvent.")


def test_claiming_in_the_list_changes_only_that_row(person, places):
    page = person("ada")
    page.goto("/tasks?view=all")
    page.get_by_role("button", name="Claim").first.click()
    expect(page.locator(".task-row .task-who", has_text="You").first).to_be_visible()
    assert page.url.endswith("/tasks?view=all")


def test_an_expired_session_gives_back_what_was_typed(person, places):
    from e2e.conftest import PASSWORD

    page = person("ada")
    page.goto(places["task"])
    page.get_by_role("textbox", name="Comment", exact=True).fill("precious words")
    page.context.clear_cookies()
    page.get_by_role("button", name="Uphold the invoice").click()
    expect(page.get_by_text("Your session has ended")).to_be_visible()
    page.get_by_label("Name").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").first.click()
    page.get_by_role("button", name="Continue where I was").click()
    expect(page.get_by_role("textbox", name="Comment", exact=True)).to_have_value("precious words")
