"""A version meets running instances, in a browser: what it means, what takes a place, and what becomes of each."""

import re

import pytest
from playwright.sync_api import expect

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
PHONE = {"width": 390, "height": 844}
FIRST = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:test">
  <process id="refund" name="Refund" isExecutable="true">
    <startEvent id="start"/><userTask id="check" name="Check the receipt"/><userTask id="pay" name="Pay back"/><endEvent id="end"/>
    <sequenceFlow id="a" sourceRef="start" targetRef="check"/><sequenceFlow id="b" sourceRef="check" targetRef="pay"/>
    <sequenceFlow id="c" sourceRef="pay" targetRef="end"/>
  </process>
</definitions>"""
SECOND = FIRST.replace("check", "inspect").replace("Check the receipt", "Inspect the receipt")


@pytest.fixture(scope="module")
def version(browser, served):
    """The page of a second version, of which one instance stands at a renamed task and one behind it."""
    context = browser.new_context(base_url=served.address, extra_http_headers={"Authorization": f"Bearer {served.token}"})
    post = context.request.post
    post("/api/v1/deployments", data={"files": {"refund.bpmn": FIRST}})
    for key in ("R-1", "R-2"):
        started = post("/api/v1/instances", data={"definition": "refund", "business_key": key}).json()
    task = served.get(f"/tasks?instance={started['id']}")["items"][0]
    post(f"/api/v1/tasks/{task['id']}/complete", data={"variables": {}})
    made = post("/api/v1/deployments", data={"files": {"refund.bpmn": SECOND}}).json()["definitions"][0]
    context.close()
    return f"/definitions/{made['id']}"


def no_violations(page):
    found = axe.Axe().run(page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


def test_the_pages_are_accessible_and_fit_a_phone(person, version):
    page = person("ada")
    for theme in ("light", "dark"):
        page.context.add_cookies([{"name": "theme", "value": theme, "url": page.url}])
        for size in ({"width": 1440, "height": 900}, PHONE):
            page.set_viewport_size(size)
            page.goto(f"{version}/migration")
            expect(page.get_by_text("Needs mapping").first).to_be_visible()
            no_violations(page)
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_the_operator_says_what_takes_a_place_and_migrates_both(person, served, version):
    page = person("ada")
    page.goto(version)
    page.get_by_role("link", name="Migrate running instances").click()
    expect(page.get_by_label("Check the receipt")).to_have_value("inspect")

    page.get_by_role("button", name="Dry run").click()
    expect(page.get_by_role("cell", name=re.compile("^“Check the receipt” goes on as “Inspect the receipt”"))).to_be_visible()
    page.get_by_role("button", name="Do what is chosen").click()

    expect(page.get_by_role("status").get_by_text("2 of 2 migrated to version 2.")).to_be_visible()
    no_violations(page)
    page.get_by_role("link", name="R-1").click()
    expect(page.get_by_text("Migrated to version 2").first).to_be_visible()
    assert {task["name"] for task in served.get("/tasks")["items"]} == {"Inspect the receipt", "Pay back"}
