"""The first walk through the whole house: import, dispute, 48 hours of silence, the manager, the auditor."""

from playwright.sync_api import expect


def import_the_pack(page) -> None:
    page.goto("/packs")
    page.get_by_role("link", name="Order to cash").first.click()
    expect(page.get_by_text("Passes its check")).to_be_visible()
    page.get_by_role("button", name="Install").click()
    expect(page.get_by_text("Installed").first).to_be_visible()


def open_a_dispute(page, invoice: str) -> None:
    page.goto("/start/invoice-dispute")
    page.get_by_label("Invoice number").fill(invoice)
    page.get_by_label("Disputed amount").fill("1200")
    page.get_by_label("Reason").select_option(label="Price mismatch")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_text(invoice).first).to_be_visible()


def test_a_dispute_runs_from_the_pack_to_the_audit_trail(person, served):
    import_the_pack(person("ada"))
    open_a_dispute(person("clara"), "INV-77")
    instance = served.get("/instances?business_key=INV-77")["items"][0]["id"]

    served.advance("PT48H")
    manager = person("maria")
    manager.get_by_role("link", name="Decide escalated dispute").first.click()
    expect(manager.get_by_text("Nobody resolved this dispute within 48 hours")).to_be_visible()
    manager.get_by_role("button", name="Credit in full").click()
    manager.wait_for_url("**/tasks*")
    assert served.get(f"/instances/{instance}")["state"] == "completed"

    auditor = person("alex")
    auditor.goto(f"/instances/{instance}/replay")
    auditor.wait_for_selector("[data-island=replay][data-island-state=ready]")
    auditor.keyboard.press("Home")
    seen = []
    for _ in range(len(auditor.locator("[data-entries] li").all())):
        seen.append(auditor.locator("[data-entries] [aria-current]").inner_text())
        auditor.keyboard.press("ArrowRight")
    assert len(set(seen)) == len(seen)
    assert any("Decide escalated dispute" in text for text in seen)
    found = served.get(f"/instances/{instance}/verification")
    assert (found["chain"], found["replay"]) == ("ok", "ok")


def test_the_walk_works_without_javascript(person, served):
    clerk = person("clara", scripts=False)
    open_a_dispute(clerk, "INV-78")
    clerk.goto("/tasks?view=team")
    clerk.get_by_role("link", name="Investigate dispute").first.click()
    clerk.get_by_role("button", name="Write off").click()
    expect(clerk.get_by_text("Comment").first).to_be_visible()
    assert served.get("/instances?business_key=INV-78")["items"][0]["state"] == "active"
    clerk.get_by_role("textbox", name="Comment", exact=True).fill("The customer is insolvent.")
    clerk.get_by_role("button", name="Write off").click()
    instance = served.get("/instances?business_key=INV-78")["items"][0]["id"]
    assert served.get(f"/tasks?instance={instance}")["items"][0]["element_id"] == "approve-resolution"
