"""The test panel in a real browser: play a draft on a fake clock, keep it as a scenario, and what a red one does to publishing."""

import pytest
from playwright.sync_api import expect

from web.conftest import CHECK_FORM, ORDER, ORDER_FORM
from web.test_test_panel import TIMER

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
DRAWN = """<bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="plane" bpmnElement="order">{shapes}{edges}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"""
PLACES = {"start": (100, 100, 36, 36), "check": (200, 78, 100, 80), "end": (400, 100, 36, 36), "late": (230, 140, 36, 36),
          "escalated": (300, 220, 100, 80)}  # fmt: skip
WAYS = {
    "a": ((136, 118), (200, 118)),
    "b": ((300, 118), (400, 118)),
    "late-1": ((248, 176), (300, 260)),
    "late-2": ((400, 260), (418, 136)),
}


def drawn() -> str:
    """The small process of the page tests with a two-day limit, as a diagram."""
    shapes = "".join(
        f'<bpmndi:BPMNShape id="{id}-di" bpmnElement="{id}"><dc:Bounds x="{x}" y="{y}" width="{w}" height="{h}"/></bpmndi:BPMNShape>'
        for id, (x, y, w, h) in PLACES.items()
    )
    edges = "".join(
        f'<bpmndi:BPMNEdge id="{id}-di" bpmnElement="{id}">'
        + "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in way)
        + "</bpmndi:BPMNEdge>"
        for id, way in WAYS.items()
    )
    spaces = (
        'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
        ' xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="d"'
    )
    collaboration = '<collaboration id="c"><participant id="p" name="Order" processRef="order"/></collaboration>'
    model = (
        ORDER.replace(collaboration, "")
        .replace('id="d"', spaces, 1)
        .replace('<endEvent id="end"/>', f'<endEvent id="end"/>{TIMER}')
    )
    return model.replace("</definitions>", DRAWN.format(shapes=shapes, edges=edges))


@pytest.fixture
def draft(person, tmp_path):
    """A designer's page with the draft open in the modeler, the side Test in front."""
    page = person("dev")
    page.set_default_timeout(60_000)
    for name, content in (("order.bpmn", drawn().encode()), ("order.form.json", ORDER_FORM), ("check.form.json", CHECK_FORM)):
        (tmp_path / name).write_bytes(content)
    page.goto("/models/new")
    page.locator("input[type=file][name=files]").set_input_files([str(one) for one in sorted(tmp_path.iterdir())])
    page.locator("form[action='/models/import'] button").click()
    page.wait_for_url("**/models/*")
    page.get_by_role("tab", name="Test").click()
    expect(page.locator("#side-test").get_by_label("Item")).to_be_visible(timeout=20_000)
    return page


def test_a_draft_is_played_kept_as_a_scenario_and_guards_what_is_published(draft):
    begin(draft)
    refuse_a_short_note(draft)
    push_the_clock(draft)
    save_and_run(draft)
    change_the_limit(draft)
    publish_all_the_same(draft)


def begin(page):
    side = page.locator("#side-test")
    side.get_by_label("As", exact=True).fill("ann")
    side.get_by_label("Item").fill("Laptop")
    side.locator(".test-form").get_by_role("button", name="Start").click()
    expect(side.get_by_text("Check order", exact=True)).to_be_visible()
    expect(page.locator(".djs-element.is-waiting[data-element-id=check]")).to_be_visible()
    expect(side.get_by_role("button", name="Jump 48 hours to “After two days”")).to_be_enabled()
    found = axe.Axe().run(page, "#side-test").response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def refuse_a_short_note(page):
    """The real form says no as it would at run time, and nothing is lost."""
    side = page.locator("#side-test")
    side.get_by_role("button", name="Fill in").click()
    side.get_by_label("Note").fill("x")
    side.get_by_role("button", name="Complete task").click()
    expect(side.get_by_role("alert")).to_be_visible()
    expect(side.get_by_label("Note")).to_have_value("x")


def push_the_clock(page):
    """The timer fires, what waits then is expected, and the story goes back and forth."""
    side = page.locator("#side-test")
    side.get_by_role("button", name="Jump 48 hours").click()
    expect(page.locator(".djs-element.is-waiting[data-element-id=escalated]")).to_be_visible()
    expect(side.get_by_text("Fired: After two days")).to_be_visible()
    side.get_by_role("button", name="Expect here").click()
    side.locator(".test-expect").get_by_role("button", name="Add").click()
    expect(side.get_by_text("waiting at “Decide now”")).to_be_visible()
    side.get_by_role("button", name="One step back").click()
    expect(page.locator(".djs-element.is-waiting[data-element-id=check]")).to_be_visible()
    side.get_by_role("button", name="One step on").click()
    expect(page.locator(".djs-element.is-waiting[data-element-id=escalated]")).to_be_visible()


def save_and_run(page):
    side = page.locator("#side-test")
    side.get_by_label("Save as a scenario").fill("Two days are the limit")
    side.get_by_role("button", name="Save scenario").click()
    expect(page.get_by_text("The scenario is saved with the draft.")).to_be_visible()
    side.get_by_text("Scenarios (1)").click()
    side.get_by_role("button", name="Run all").click()
    expect(side.get_by_text("All 1 green.")).to_be_visible()
    expect(page.locator(".djs-element.is-missed[data-element-id=end]")).to_be_visible()


def change_the_limit(page):
    """Three days instead of two: the story is played again and is red where it says two."""
    page.evaluate("""() => {
      const modeler = document.querySelector('[data-island=modeler]').modeler;
      const late = modeler.get('elementRegistry').get('late');
      const timer = late.businessObject.eventDefinitions[0];
      modeler.get('modeling').updateModdleProperties(late, timer.timeDuration, { body: 'PT72H' });
    }""")
    wrong = page.locator("#side-test").get_by_text("open tasks are ['check'], expected ['escalated']")
    expect(wrong).to_be_visible()


def publish_all_the_same(page):
    page.get_by_role("button", name="Deploy").or_(page.get_by_role("button", name="Publish")).first.click()
    dialog = page.get_by_role("dialog", name="Scenarios are red")
    expect(dialog).to_contain_text("“Two days are the limit” fails: step 1")
    found = axe.Axe().run(page, "dialog").response["violations"]
    assert [one["id"] for one in found] == []
    dialog.get_by_label("Publish all the same, because").fill("The customer agreed to three days")
    dialog.get_by_role("button", name="Publish all the same").click()
    expect(page.get_by_text("Published as version 1.")).to_be_visible()


def test_what_a_person_may_not_do_is_expected_as_a_refusal(draft):
    side = draft.locator("#side-test")
    side.get_by_label("Item").fill("Laptop")
    side.locator(".test-form").get_by_role("button", name="Start").click()
    side.get_by_role("button", name="Fill in").click()
    side.get_by_label("As", exact=True).fill("clara")
    side.get_by_role("button", name="Expect a refusal").click()
    expect(side.get_by_text("Refused: complete “Check order” as clara")).to_be_visible()
    expect(side.locator(".test-wrong")).to_have_count(0)


def test_the_page_of_scenarios_is_clean_without_and_with_results(draft):
    page = draft
    page.goto(page.url.split("#")[0].split("?")[0] + "/scenarios")
    assert axe.Axe().run(page).response["violations"] == []
    page.get_by_role("link", name="Open the test panel").click()
    expect(page.locator("#side-test").get_by_label("Item")).to_be_visible(timeout=20_000)
