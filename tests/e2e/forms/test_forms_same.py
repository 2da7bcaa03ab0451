"""The same form, filled in by a real browser with and without scripts: what is stored is the same, and the same as was shown."""

import json
from pathlib import Path

import pytest
import requests
from playwright.sync_api import expect

SHAPES = Path(__file__).parents[2] / "unit" / "forms" / "shapes"
CHOSEN = (
    "formats", "moments", "numbers", "money", "yes_and_no", "choices", "several_choices", "nested_groups", "rows_in_rows", "one_of",
    "if_then_else", "free_entries", "steps",
)  # fmt: skip
MODEL = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"
    xmlns:baton="urn:baton:bpmn:1" id="d-{key}" targetNamespace="urn:x">
  <process id="{key}" name="{key}" isExecutable="true">
    <startEvent id="begin"/><sequenceFlow id="f1" sourceRef="begin" targetRef="fill"/>
    <userTask id="fill" name="Fill in {key}"><extensionElements>
      <spiffworkflow:properties><spiffworkflow:property name="formJsonSchemaFilename" value="{key}.form.json"/></spiffworkflow:properties>
      <baton:task candidateGroups="'AR clerk'"/></extensionElements></userTask>
    <sequenceFlow id="f2" sourceRef="fill" targetRef="wait"/>
    <userTask id="wait" name="Wait"><extensionElements><baton:task candidateGroups="'nobody here'"/></extensionElements></userTask>
    <sequenceFlow id="f3" sourceRef="wait" targetRef="end"/><endEvent id="end"/>
  </process></definitions>"""


def ask(served, path, **content):
    answer = requests.post(
        f"{served.address}/api/v1{path}", json=content, headers={"Authorization": f"Bearer {served.token}"}, timeout=60
    )
    assert answer.ok, answer.text
    return answer.json()


@pytest.fixture(scope="module")
def told(served):
    """The chosen shapes, deployed."""
    found = {name: json.loads((SHAPES / f"{name}.json").read_text("utf-8")) for name in CHOSEN}
    files = {f"{name}.bpmn": MODEL.format(key=name) for name in found} | {
        f"{name}.form.json": json.dumps(one["form"]) for name, one in found.items()
    }
    ask(served, "/deployments", files=files)
    return found


def filled_in(page, served, name, values):
    """What is stored after somebody sent the form as it was shown to them."""
    id = ask(served, "/instances", definition=name, variables=values)["id"]
    (task,) = served.get(f"/tasks?instance={id}")["items"]
    page.goto(f"/tasks/{task['id']}")
    while (on := page.locator("#filled-in [data-steps-left] .btn-primary")).count():
        before = page.locator("[aria-current=step]").inner_text()
        on.click()
        expect(page.locator("[aria-current=step]")).not_to_have_text(before)
    page.locator("#filled-in [data-primary]").click()
    expect(page.get_by_text("is completed").first).to_be_visible()
    return served.get(f"/instances/{id}")["variables"]


def said(value):
    """An unticked box and an empty text are nothing that a page says."""
    if isinstance(value, dict):
        return {
            key: item for key, item in ((key, said(part)) for key, part in value.items()) if item not in (None, "", False, {}, [])
        }
    return [said(item) for item in value] if isinstance(value, list) else value


def test_what_is_stored_is_the_same_with_and_without_scripts(person, served, told):
    with_scripts, without = person("clara"), person("clara", scripts=False)
    for name, one in told.items():
        values = one["valid"][0]
        stored = [filled_in(page, served, name, values) for page in (with_scripts, without)]
        assert stored[0] == stored[1], name
        assert said({key: stored[0].get(key) for key in values}) == said(values), name


def test_a_mistake_is_told_the_same_way_and_the_summary_has_the_focus(person, served, told):
    lists = []
    for page in (person("clara"), person("clara", scripts=False)):
        id = ask(served, "/instances", definition="numbers", variables={"n": -1, "i": 0})["id"]
        (task,) = served.get(f"/tasks?instance={id}")["items"]
        page.goto(f"/tasks/{task['id']}")
        page.locator("#filled-in [data-primary]").click()
        expect(page.locator(".problems li")).to_have_count(2)
        lists.append(page.locator(".problems").inner_text())
        assert page.locator("[name='f.n']").get_attribute("aria-invalid") == "true"
        assert page.locator("[role=alert]").first.evaluate("one => one.contains(document.activeElement)")
        page.locator("[name='f.n']").fill("1.5")
        page.locator("[name='f.i']").fill("2")
        page.locator("#filled-in [data-primary]").click()
        expect(page.get_by_text("is completed").first).to_be_visible()
        assert (served.get(f"/instances/{id}")["variables"]["n"], served.get(f"/instances/{id}")["variables"]["i"]) == (1.5, 2)
    assert lists[0] == lists[1]
