"""Two people on one draft, a lost connection and a closed tab: everybody sees what happened, and nothing is lost."""

import re

import pytest
from playwright.sync_api import expect

RENAME = """([type, name]) => { const modeler = document.querySelector('[data-island=modeler]').modeler;
  const task = modeler.get('elementRegistry').find((one) => one.type === type);
  modeler.get('modeling').updateProperties(task, { name }); }"""
NAME = """() => document.querySelector('[data-island=modeler]').modeler.get('elementRegistry')
  .find((one) => one.type === 'bpmn:UserTask').businessObject.name"""


def draw(page, name: str) -> None:
    page.evaluate(RENAME, ["bpmn:UserTask", name])


def ready(page, address: str):
    page.goto(address)
    expect(page.locator("[data-island=modeler]")).to_have_attribute("data-island-state", "ready", timeout=20_000)
    return page


def saved(page) -> None:
    expect(page.locator("[data-status]")).to_have_text(re.compile("^Saved"), timeout=20_000)


@pytest.fixture
def draft(person):
    """The designer's page of a new draft, and its address."""
    page = person("dev")
    page.goto("/models/new")
    page.get_by_label("Name of the process").fill("Orders")
    page.get_by_role("button", name="Start drawing").click()
    page.wait_for_url(re.compile(r"/models/[0-9a-f-]{36}"))
    return ready(page, page.url), page.url


def test_every_change_is_saved_by_itself_and_undo_goes_on(draft):
    page, address = draft
    draw(page, "Ask the customer")
    saved(page)
    page.get_by_role("button", name="Undo").click()
    saved(page)
    assert page.evaluate(NAME) != "Ask the customer"
    page.get_by_role("button", name="Redo").click()
    expect(page.locator("[data-status]")).to_have_text("Unsaved changes")
    saved(page)
    ready(page, address)
    assert page.evaluate(NAME) == "Ask the customer"


def test_the_second_of_two_editors_compares_and_chooses(draft, person):
    first, address = draft
    second = ready(person("ada"), address)
    draw(first, "Drawn by Dev")
    saved(first)
    draw(second, "Drawn by Ada")
    bar = second.locator("[data-bar=conflict]")
    expect(bar).to_contain_text("Dev saved this model at", timeout=20_000)
    draw(second, "Drawn by Ada, and more")
    with second.context.expect_page() as opened:
        bar.get_by_role("button", name="Compare").click()
    compared = opened.value
    expect(compared.locator("[data-island=compare]")).to_have_attribute("data-island-state", "ready", timeout=20_000)
    expect(compared.get_by_text("Name: “Drawn by Dev” became “Drawn by Ada, and more”.")).to_be_visible()
    compared.get_by_role("button", name="User task “Drawn by Ada, and more”").click()
    expect(compared.locator(".djs-element.is-now")).to_have_count(2)
    compared.close()
    bar.get_by_role("button", name="Keep mine as a copy").click()
    second.wait_for_url(lambda url: url != address and "/models/" in url)
    expect(second.locator("h1")).to_have_text("Orders (copy by Ada)")
    ready(second, second.url)
    assert second.evaluate(NAME) == "Drawn by Ada, and more"
    ready(first, address)
    assert first.evaluate(NAME) == "Drawn by Dev"


def test_overwriting_keeps_what_was_overwritten_as_a_version(draft, person):
    first, address = draft
    second = ready(person("ada"), address)
    draw(first, "Drawn by Dev")
    saved(first)
    draw(second, "Drawn by Ada")
    second.locator("[data-bar=conflict]").get_by_role("button", name="Overwrite with mine").click(timeout=20_000)
    saved(second)
    second.get_by_role("tab", name="Versions").click()
    second.get_by_role("button", name="Restore Version 2").click()
    expect(second.get_by_text("Version 2 is back")).to_be_visible()
    assert second.evaluate(NAME) == "Drawn by Dev"


def test_without_a_connection_work_is_kept_sent_later_and_survives_a_closed_tab(draft):
    page, address = draft
    page.context.set_offline(True)
    draw(page, "Drawn in the train")
    expect(page.locator("[data-status]")).to_have_text("Offline, kept here", timeout=20_000)
    page.context.set_offline(False)
    saved(page)
    page.context.set_offline(True)
    draw(page, "Drawn before the crash")
    expect(page.locator("[data-status]")).to_have_text("Offline, kept here", timeout=20_000)
    again = page.context.new_page()
    page.close(run_before_unload=False)
    again.context.set_offline(False)
    ready(again, address)
    expect(again.get_by_text("was brought back")).to_be_visible()
    saved(again)
    assert again.evaluate(NAME) == "Drawn before the crash"


def test_a_file_that_cannot_be_read_leaves_the_drawing_as_it_was(draft):
    page, _ = draft
    draw(page, "Still here")
    saved(page)
    page.evaluate("""async () => { const root = document.querySelector('[data-island=modeler]');
      const input = Object.assign(document.createElement('input'), { type: 'file' }); input.dataset.actionFile = 'import';
      root.append(input); const data = new DataTransfer(); data.items.add(new File(['<broken'], 'x.bpmn')); input.files = data.files;
      input.dispatchEvent(new Event('change', { bubbles: true })); }""")
    expect(page.locator("[data-status]")).to_contain_text("cannot be read")
    assert page.evaluate(NAME) == "Still here"
