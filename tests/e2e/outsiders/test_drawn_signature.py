"""A signature in a real browser: drawn with the mouse, or typed by keys alone; the sealed document shows which."""

import io
import re
import time

import pytest
from playwright.sync_api import expect
from pyhanko.pdf_utils.reader import PdfFileReader

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
PHONE = {"width": 390, "height": 844}
MODEL = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:test"
  xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" xmlns:baton="urn:baton:bpmn:1">
  <process id="consents" name="Consents" isExecutable="true">
    <startEvent id="start"/>
    <userTask id="sign" name="Sign the consent"><extensionElements><baton:task candidateGroups="AR clerk"/>
      <spiffworkflow:properties><spiffworkflow:property name="formJsonSchemaFilename" value="consent.form.json"/></spiffworkflow:properties>
    </extensionElements></userTask>
    <userTask id="after" name="File it"><extensionElements><baton:task candidateGroups="AR clerk"/></extensionElements></userTask>
    <endEvent id="end"/>
    <sequenceFlow id="a" sourceRef="start" targetRef="sign"/><sequenceFlow id="b" sourceRef="sign" targetRef="after"/>
    <sequenceFlow id="c" sourceRef="after" targetRef="end"/>
  </process>
</definitions>"""
FORM = """{"schema": {"type": "object", "required": ["signature"], "properties": {
  "terms": {"type": "string", "title": "Terms", "default": "I agree to everything.", "readOnly": true},
  "signature": {"type": "string", "title": "Signature", "maxLength": 200000}}},
  "ui": {"signature": {"ui:widget": "signature", "ui:options": {"signs": true, "intent": "I agree to the terms."}}}}"""
DRAWING = (600, 160)


@pytest.fixture(scope="module")
def consent(browser, served):
    """``consent()``: instance and path of a fresh task that asks for a signature."""
    context = browser.new_context(base_url=served.address, extra_http_headers={"Authorization": f"Bearer {served.token}"})
    done = context.request.post("/api/v1/deployments", data={"files": {"consents.bpmn": MODEL, "consent.form.json": FORM}})
    assert done.ok, done.text()

    def started():
        instance = context.request.post("/api/v1/instances", data={"definition": "consents"}).json()["id"]
        return instance, f"/tasks/{served.get('/tasks?instance=' + instance)['items'][0]['id']}"

    yield started
    context.close()


def ready(page, path):
    assert page.goto(path).ok
    page.wait_for_selector("[data-island=signature][data-island-state=ready]", state="attached")


def no_violations(page):
    found = axe.Axe().run(page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


def sealed(page, instance):
    """The sealed document, as soon as it is made."""
    for _ in range(120):
        page.goto(f"/instances/{instance}/attachments")
        link = page.get_by_role("link", name=re.compile(r"\.pdf$")).first
        if link.count():
            id = link.get_attribute("href").split("/")[2]
            return page.request.get(f"/attachments/{id}").body()
        time.sleep(0.5)
    raise AssertionError("the document was never made")


def pictures(content):
    """Width and height of every picture in a document."""
    reader = PdfFileReader(io.BytesIO(content))
    things = (reader.get_object(reference) for reference in reader.xrefs.explicit_refs_in_revision(0))
    images = (thing for thing in things if hasattr(thing, "get") and thing.get("/Subtype") == "/Image")
    return {(int(one["/Width"]), int(one["/Height"])) for one in images}


def test_a_signature_drawn_with_the_mouse_stands_in_the_sealed_document(person, consent):
    instance, path = consent()
    page = person("clara")
    ready(page, path)
    page.get_by_role("button", name="Draw instead").click()
    canvas = page.get_by_role("img", name="Draw your signature here")
    no_violations(page)
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 90)
    page.mouse.down()
    for step in range(1, 30):
        page.mouse.move(box["x"] + 30 + step * 10, box["y"] + 90 + (40 if step % 2 else -40))
    page.mouse.up()
    page.get_by_label("I sign this electronically").check()
    expect(page.get_by_text("Draft saved").first).to_be_visible()
    page.get_by_role("button", name="Complete task").click()
    page.wait_for_url(lambda address: path not in address)
    assert DRAWING in pictures(sealed(page, instance))


def test_a_signature_is_typed_by_keys_alone(person, consent):
    instance, path = consent()
    page = person("clara")
    ready(page, path)
    page.get_by_role("textbox", name="Signature", exact=True).focus()
    page.keyboard.type("Clara Clerk")
    page.get_by_label("I sign this electronically").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda address: path not in address)
    assert DRAWING not in pictures(sealed(page, instance))


def test_whoever_cannot_draw_goes_back_to_typing_by_keys(person, consent):
    page = person("clara", viewport=PHONE)
    ready(page, consent()[1])
    draw = page.get_by_role("button", name="Draw instead")
    draw.focus()
    page.keyboard.press("Enter")
    back = page.get_by_role("button", name="Type instead")
    expect(back).to_be_visible()
    back.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Signature", exact=True)).to_be_focused()
    page.keyboard.type("Clara")
    expect(page.get_by_role("textbox", name="Signature", exact=True)).to_have_value("Clara")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    no_violations(page)


def test_a_drawing_that_was_left_is_still_there_and_can_be_wiped(person, consent):
    _instance, path = consent()
    page = person("clara")
    ready(page, path)
    page.get_by_role("button", name="Draw instead").click()
    box = page.get_by_role("img", name="Draw your signature here").bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 60, steps=5)
    page.mouse.up()
    expect(page.get_by_text("Draft saved").first).to_be_visible()
    ready(page, path)
    expect(page.get_by_role("img", name="The signature as it was drawn")).to_be_visible()
    no_violations(page)
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_role("img", name="Draw your signature here")).to_be_visible()
    page.get_by_label("I sign this electronically").check()
    page.get_by_role("button", name="Complete task").click()
    assert page.url.endswith(path)
