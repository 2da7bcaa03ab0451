"""A team queue in several browsers: what one person does, the others see, and no row moves under anybody's hand."""

import re

import pytest
import requests
from playwright.sync_api import expect

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
SOON = 25_000  # the list asks for news every ten seconds
MODEL = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:test"
  xmlns:baton="urn:baton:bpmn:1">
  <process id="parcel" name="Parcel" isExecutable="true">
    <startEvent id="start"/>
    <userTask id="weigh" name="Weigh parcel"><extensionElements>
      <baton:task candidateGroups="AR clerk,AR manager"/></extensionElements></userTask>
    <endEvent id="end"/>
    <sequenceFlow id="a" sourceRef="start" targetRef="weigh"/><sequenceFlow id="b" sourceRef="weigh" targetRef="end"/>
  </process>
</definitions>"""


@pytest.fixture(scope="module")
def start(served):
    """``start("P-1", 10)``: a parcel of that weight waits in the queue of clerks and managers."""

    def send(path, body):
        answer = requests.post(
            f"{served.address}/api/v1{path}", json=body, headers={"Authorization": f"Bearer {served.token}"}, timeout=60
        )
        assert answer.ok, answer.text

    send("/deployments", {"files": {"parcel.bpmn": MODEL}})
    return lambda key, weight: send("/instances", {"definition": "parcel", "business_key": key, "variables": {"weight": weight}})


def row(page, key):
    return page.locator(".task-row").filter(has=page.get_by_text(key, exact=True))


def queue(page, query=""):
    """The team queue, once its scripts listen."""
    page.goto(f"/tasks?view=team{query}")
    page.wait_for_selector("[data-island=worklist][data-island-state=ready]", state="attached")


def test_what_others_take_says_so_and_nothing_moves_under_the_cursor(person, start):
    for number in (1, 2, 3):
        start(f"P-{number}", number * 10)
    clara, maria = person("clara"), person("maria")
    queue(maria)
    keys = maria.locator(".task-key").all_inner_texts()
    taken, pointed = keys[0], keys[1]
    row(maria, pointed).get_by_role("link").hover()
    before = row(maria, pointed).bounding_box()

    queue(clara)
    clara.get_by_role("button", name=f"Claim Weigh parcel {taken}").click()
    start("P-4", 40)

    expect(row(maria, taken)).to_contain_text("taken by Clara", timeout=SOON)
    expect(row(maria, taken).get_by_role("button")).to_have_count(0)
    news = maria.get_by_role("button", name="1 new task")
    expect(news).to_be_visible(timeout=SOON)
    assert maria.locator(".task-key").all_inner_texts() == keys
    assert row(maria, pointed).bounding_box() == before
    found = axe.Axe().run(maria).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []

    news.click()
    expect(row(maria, "P-4")).to_be_visible()
    expect(row(maria, taken).locator(".task-who")).to_have_text(re.compile("Clara"))
    expect(news).to_be_hidden()


def test_a_filter_in_the_address_is_a_chip_that_can_be_taken_away(person, start):
    start("LIGHT", 1)
    start("HEAVY", 900)
    page = person("clara")
    queue(page, "&var.weight=>500")
    expect(row(page, "HEAVY")).to_be_visible()
    expect(row(page, "LIGHT")).to_have_count(0)
    page.get_by_role("link", name="Remove the filter Weight: > 500").click()
    expect(row(page, "LIGHT")).to_be_visible()
    assert "var." not in page.url


def test_a_snoozed_row_is_out_of_the_way_of_one_person_only(person, start):
    start("LATER", 5)
    page = person("clara")
    queue(page)
    row(page, "LATER").get_by_role("checkbox").check()
    bar = page.get_by_role("form", name="Selected tasks")
    bar.get_by_text("Snooze", exact=True).click()
    bar.get_by_role("button", name=re.compile("^Tomorrow morning")).click()
    expect(page.get_by_text("1 of 1 done")).to_be_visible()
    page.get_by_role("link", name="Back to the list").click()
    page.wait_for_url(re.compile("view=team"))
    expect(page.locator("#worklist")).to_be_visible()
    expect(row(page, "LATER")).to_have_count(0)
    page.get_by_role("link", name=re.compile("^Snoozed")).click()
    expect(row(page, "LATER")).to_be_visible()
    maria = person("maria")
    queue(maria)
    expect(row(maria, "LATER")).to_be_visible()
