"""What was seen stays what it was: after another version of the form, another widget, in another language, with what was hidden."""

import re

import pytest

from baton.domain.actors import PLATFORM
from baton.usecases import deploy
from web.conftest import CHECK_FORM, ORDER, ORDER_FORM, plain
from web.seen.test_submission_pages import ids


def shown(page):
    """The part of a page that shows the form as it was."""
    return re.search(r'<div class="shown".*?</div>\s*</dl>.*?</div>|<div class="shown".*', page, re.S)[0]


@pytest.fixture
def sent(started, browser, platform):
    """The address of what the buyer handed in, in German."""
    browser("buyer").post(started, {"f.note": "Alles gut"}, headers={"Accept-Language": "de"})
    return f"/submissions/{ids(platform, started)[1][1]}", f"/submissions/{ids(platform, started)[1][0]}"


def test_another_version_of_the_form_changes_nothing_of_what_was_seen(sent, browser, platform):
    before = [shown(browser("auditor").get(path).text) for path in sent]
    files = {
        "order.bpmn": ORDER.encode(), "order.form.json": ORDER_FORM.replace(b'"title": "', b'"title": "New '),
        "check.form.json": CHECK_FORM.replace(b'"title": "', b'"title": "New '),
    }  # fmt: skip
    assert deploy.deploy(platform, PLATFORM, files).definitions[0].version == 2
    after = [shown(browser("auditor").get(path).text) for path in sent]
    assert after == before
    assert "New " not in plain("".join(after))


def test_no_form_widget_or_language_of_today_has_a_say_in_it(sent, browser, platform, monkeypatch):
    before = shown(browser("auditor").get(sent[1]).text)
    for name in ("render", "shown", "initial", "load"):
        monkeypatch.setattr(type(platform.forms), name, lambda *_, **__: 1 / 0)
    for language in ("de", "en", "fr"):
        assert shown(browser("auditor").get(sent[1], headers={"Accept-Language": language}).text) == before


HIDING = b"""{"schema": {"type": "object", "properties": {
  "item": {"type": "string", "title": "Item"}, "kind": {"type": "string", "title": "Kind", "enum": ["goods", "service"]}},
  "if": {"properties": {"kind": {"const": "goods"}}, "required": ["kind"]},
  "then": {"properties": {"weight": {"type": "string", "title": "Weight"}}}},
  "ui": {"margin": {"ui:widget": "hidden"}}}"""


def test_what_was_hidden_is_named_and_its_value_stays_hidden(order, browser, platform):
    schema = HIDING.replace(b'"kind": {', b'"margin": {"type": "string", "title": "Margin", "default": "42 percent"}, "kind": {')
    deploy.deploy(platform, PLATFORM, {"order.bpmn": ORDER.encode(), "order.form.json": schema, "check.form.json": CHECK_FORM})
    sent = {"f.item": "Advice", "f.kind": "service", "f.weight": "9000 kg", "business_key": "PO-1"}
    path = browser("buyer").post("/start/order", sent).headers["Location"]
    _, (id,) = ids(platform, path)
    page = plain(shown(browser("auditor").get(f"/submissions/{id}").text))
    seen, _, hidden = page.partition("Not shown")
    assert "Advice" in seen
    for label, value in (("Margin", "42 percent"), ("Weight", "9000 kg")):
        assert label not in seen
        assert label in hidden
        assert value not in page
