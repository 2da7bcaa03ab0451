"""Searching in a lookup list from a form: a script gets what was found and nothing else, everybody else the page."""

import json

import pytest

from baton.domain.actors import PLATFORM, Actor, Role
from baton.usecases import deploy
from baton.usecases.filling import lookups
from web.filling.conftest import BPMN, CHECK, START

ADA = Actor("ada", "Ada", frozenset(), frozenset({Role.ADMIN}))
OFFER = {
    "schema": {"type": "object", "required": ["amount"], "properties": {
        "amount": {"type": "number", "title": "Amount"}, "customer": {"type": "string", "title": "Customer"},
        "lines": {"type": "array", "title": "Lines", "items": {"type": "object", "properties": {
            "part": {"type": "string", "title": "Part"}}}}}},
    "ui": {"customer": {"ui:widget": "typeahead", "ui:options": {"lookup": "customers"}},
           "lines": {"items": {"part": {"ui:widget": "typeahead", "ui:lookup": "parts"}}}},
}  # fmt: skip
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def task(browser, platform):
    """The path of a task with fields that search in lists, in the buyer's hands."""
    lookups.replace_list(
        platform, ADA, ("customers", "Customers"), b"key;name;city\nK1;<b>M\xc3\xbcller</b>;Graz\nK2;Hanse;Hamburg\n"
    )
    lookups.replace_list(
        platform, ADA, ("parts", "Parts"), "\n".join(["key;name", *(f"P{n};Part {n}" for n in range(30))]).encode()
    )
    lookups.replace_list(platform, ADA, ("salaries", "Salaries"), b"key;name\nS1;M\xc3\xbcller\n")
    files = {
        "purchase.bpmn": BPMN.encode(),
        "start.form.json": START,
        "offer.form.json": json.dumps(OFFER).encode(),
        "check.form.json": CHECK,
    }
    deploy.deploy(platform, PLATFORM, files)
    buyer = browser("buyer")
    path = buyer.post("/start/purchase", {"f.item": "Laptop", "business_key": "PO-7"}).headers["Location"]
    buyer.post(f"{path}/claim")
    return path


def search(person, path, field, text, headers=PART):
    return person.post(path, {"~op": f"search:{field}", f"~find.{field}": text}, headers=headers)


def test_a_script_that_searches_gets_only_what_was_found(browser, task):
    found = search(browser("buyer"), task, "customer", "mül").text
    assert 'data-key="K1"' in found
    assert "&lt;b&gt;Müller&lt;/b&gt;" in found, "rows are text, whatever stands in them"
    assert "1 entry" in found
    assert "<form" not in found
    assert "Hanse" not in found


def test_more_than_a_screenful_is_said_and_nothing_is_said_as_well(browser, task):
    many = search(browser("buyer"), task, "lines.3.part", "part").text
    assert many.count('role="option"') == 20
    assert "The first 20 are shown" in many
    assert "Nothing in the list begins like this." in search(browser("buyer"), task, "customer", "zzz").text


def test_without_a_script_the_page_comes_back_with_what_was_found_and_what_was_typed(browser, task):
    page = browser("buyer").post(task, {"f.amount": "12", "~rows.lines": "0", "~op": "search:customer", "~find.customer": "mül"})
    assert 'value="K1"' in page.text
    assert 'value="12"' in page.text
    assert "<form" in page.text


@pytest.mark.parametrize(
    "field", ["amount", "", "nothing", "lines", "lines.x.part.y", "customer.deeper", "salaries", "~2", "\x00"]
)
def test_fields_without_a_list_find_nothing(browser, task, field):
    found = search(browser("buyer"), task, field, "mül")
    assert found.status_code == 200
    assert "data-key" not in found.text


def test_only_who_may_fill_in_the_form_searches(browser, task):
    assert search(browser("stranger"), task, "customer", "mül").status_code == 404
    assert "data-key" not in search(browser(), task, "customer", "mül").text


def test_a_search_decodes_and_stores_nothing(browser, platform, task):
    buyer = browser("buyer")
    answer = buyer.post(task, {"f.amount": "broken", "~op": "search:customer", "~find.customer": "mül"}, headers=PART)
    assert 'data-key="K1"' in answer.text
    with platform.store.read() as uow:
        assert uow.form_draft(f"task:{task.rpartition('/')[2]}", "buyer") is None
