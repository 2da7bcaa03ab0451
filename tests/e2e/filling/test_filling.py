"""Filling in a form in real browsers: begun on one device and finished on another, files on their way, words beside it."""

import re

import pytest
from playwright.sync_api import expect

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
PHONE = {"width": 390, "height": 844}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n"
MODEL = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:test"
  xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" xmlns:baton="urn:baton:bpmn:1">
  <process id="budget" name="Budget" isExecutable="true">
    <startEvent id="start"/>
    <userTask id="check" name="Check budget"><extensionElements><baton:task candidateGroups="AR clerk,AR manager"/>
      <spiffworkflow:properties><spiffworkflow:property name="formJsonSchemaFilename" value="budget.form.json"/></spiffworkflow:properties>
    </extensionElements></userTask>
    <endEvent id="end"/>
    <sequenceFlow id="a" sourceRef="start" targetRef="check"/><sequenceFlow id="b" sourceRef="check" targetRef="end"/>
  </process>
</definitions>"""
FORM = """{"schema": {"type": "object", "required": ["amount"], "properties": {
  "amount": {"type": "number", "title": "Amount to reserve"}, "comment": {"type": "string", "title": "Why"},
  "offer": {"type": "string", "title": "Offer", "format": "data-url"},
  "photos": {"type": "array", "title": "Photos", "items": {"type": "string", "format": "data-url"}}}},
  "ui": {"photos": {"ui:options": {"accept": ".png"}}, "comment": {"ui:widget": "textarea"}, "offer": {"ui:options": {"accept": ".pdf,.png"}}}}"""


@pytest.fixture(scope="module")
def budget(browser, served):
    """``budget()``: the path of a fresh task with the form."""
    context = browser.new_context(base_url=served.address, extra_http_headers={"Authorization": f"Bearer {served.token}"})
    context.request.post("/api/v1/deployments", data={"files": {"budget.bpmn": MODEL, "budget.form.json": FORM}})

    def started():
        instance = context.request.post("/api/v1/instances", data={"definition": "budget"}).json()["id"]
        return f"/tasks/{served.get('/tasks?instance=' + instance)['items'][0]['id']}"

    yield started
    context.close()


def ready(page, path):
    assert page.goto(path).ok
    page.wait_for_selector("[data-island=filling][data-island-state=ready]", state="attached")


def no_violations(page):
    found = axe.Axe().run(page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


def test_what_is_typed_on_one_device_is_found_on_another(person, budget):
    path = budget()
    desk, phone = person("clara"), person("clara", viewport=PHONE, user_agent="Mozilla/5.0 (iPhone) Mobile")
    ready(desk, path)
    desk.get_by_label("Amount to reserve").fill("12a")
    desk.get_by_label("Why").fill("Half a sentence, and")
    expect(desk.get_by_text("Draft saved")).to_be_visible()
    ready(phone, path)
    expect(phone.get_by_text("You go on with your draft of")).to_be_visible()
    expect(phone.get_by_label("Amount to reserve")).to_have_value("12a")
    phone.get_by_label("Why").fill("A whole sentence.")
    expect(phone.get_by_text("Draft saved")).to_be_visible()
    phone.wait_for_timeout(2500)
    no_violations(phone)
    desk.get_by_label("Why").fill("Another sentence.")
    desk.get_by_label("Amount to reserve").focus()
    choice = desk.get_by_role("alert").filter(has_text="changed in another tab or on another device")
    expect(choice).to_be_visible()
    no_violations(desk)
    choice.get_by_role("button", name="Take the other one").click()
    expect(desk.get_by_label("Why")).to_have_value("A whole sentence.")


def test_a_page_that_is_left_at_once_loses_nothing(person, budget):
    path = budget()
    page = person("clara")
    ready(page, path)
    page.get_by_label("Why").type("Gone in a hurry")
    page.goto("/tasks")
    ready(page, path)
    expect(page.get_by_label("Why")).to_have_value("Gone in a hurry")


def test_a_file_travels_ahead_and_comes_back_as_its_page(person, budget, tmp_path):
    path = budget()
    page = person("clara")
    ready(page, path)
    (tmp_path / "big.pdf").write_bytes(PDF + bytes(24 * 1024 * 1024))
    (tmp_path / "false.pdf").write_bytes(b"no pdf at all")
    field = page.get_by_label("Offer")
    field.set_input_files(tmp_path / "false.pdf")
    expect(page.get_by_role("alert").filter(has_text="“false.pdf” is not a real PDF file")).to_be_visible()
    field.set_input_files(tmp_path / "big.pdf")
    expect(page.get_by_role("link", name="big.pdf")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("alert").filter(has_text="false.pdf")).to_be_hidden()
    expect(page.get_by_text("Draft saved")).to_be_visible()
    no_violations(page)
    page.reload()
    expect(page.get_by_role("link", name="big.pdf")).to_be_visible()
    page.get_by_label("Amount to reserve").fill("7")
    page.get_by_role("button", name="Complete task").click()
    page.wait_for_url(re.compile(r"/tasks(\?.*)?$|/tasks/(?!" + path.rpartition("/")[2] + ")"))


def test_a_comment_with_a_mention_reaches_whom_it_names_and_a_question_comes_back(person, budget):
    path = budget()
    clara, maria = person("clara"), person("maria")
    ready(clara, path)
    clara.get_by_role("tab", name="Comments").click()
    clara.get_by_label("Comment", exact=True).press_sequentially("@mar")
    expect(clara.get_by_role("option", name="Maria")).to_have_attribute("aria-selected", "true")
    no_violations(clara)
    clara.keyboard.press("Enter")
    clara.keyboard.type("**please** look")
    expect(clara.get_by_label("Comment", exact=True)).to_have_value("@maria **please** look")
    clara.get_by_role("button", name="Comment", exact=True).click()
    expect(clara.locator("#remark-list strong", has_text="please")).to_be_visible()
    expect(clara.locator("#remark-count")).to_have_text("1")
    no_violations(clara)
    maria.goto("/notices")
    expect(maria.get_by_text("mentioned").first).to_be_visible()
    clara.get_by_role("link", name="Ask somebody").click()
    clara.get_by_label("Whom").select_option("alex")
    clara.get_by_label("Question").fill("Who pays?")
    no_violations(clara)
    clara.get_by_role("button", name="Ask").click()
    clara.wait_for_url(f"**{path}")
    alex = person("alex")
    alex.goto("/questions")
    no_violations(alex)
    alex.get_by_role("link", name="Who pays?").click()
    alex.get_by_label("Your answer").fill("The department.")
    no_violations(alex)
    alex.get_by_role("button", name="Send answer").click()
    clara.goto(f"{path}/remarks")
    expect(clara.get_by_text("The department.")).to_be_visible()
    no_violations(clara)


def test_the_page_of_a_file_is_accessible_and_fits_a_phone(person, budget, tmp_path):
    page = person("clara")
    ready(page, budget())
    page.get_by_label("Offer").set_input_files(
        {"name": "naïve & co.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}
    )
    page.get_by_role("link", name="naïve & co.png").click()
    for theme in ("light", "dark"):
        page.context.add_cookies([{"name": "theme", "value": theme, "url": page.url}])
        for size in (PHONE, {"width": 1440, "height": 900}):
            page.set_viewport_size(size)
            page.reload()
            no_violations(page)
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_several_files_travel_one_after_the_other_and_each_can_be_taken_out(person, budget):
    path = budget()
    page = person("clara")
    ready(page, path)
    files = [{"name": f"{name}.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + name.encode()} for name in "abc"]
    wrong = {"name": "false.png", "mimeType": "image/png", "buffer": b"no picture"}
    page.get_by_label("Add files: Photos").set_input_files([files[0], wrong, *files[1:]])
    for name in "abc":
        expect(page.get_by_role("link", name=f"{name}.png")).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="“false.png” is not a real PNG file")).to_be_visible()
    page.get_by_role("button", name="Remove b.png").click()
    expect(page.get_by_text("Draft saved")).to_be_visible()
    no_violations(page)
    page.get_by_label("Amount to reserve").fill("7")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    page.wait_for_timeout(2500)
    ready(page, path)
    expect(page.get_by_role("link", name="b.png")).to_be_hidden()
    page.get_by_label("Add files: Photos").set_input_files([files[1]])
    expect(page.get_by_role("link", name="b.png")).to_be_visible()
    assert page.locator("[name^='f.photos.']").evaluate_all("all => all.map(one => one.name)") == [
        f"f.photos.{n}" for n in range(3)
    ]
    page.get_by_role("button", name="Complete task").click()
    page.wait_for_url(lambda address: path not in address)
