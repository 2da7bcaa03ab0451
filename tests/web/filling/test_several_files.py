"""Fields that take several files: all are sent, each is refused or taken out for itself, with and without scripts."""

import re
from io import BytesIO

import pytest

from baton.domain.actors import PLATFORM
from baton.domain.working.attachments import read_address
from baton.usecases import deploy
from baton.usecases.instances import variables
from web.conftest import plain
from web.filling.conftest import BPMN, CHECK, PDF, START, a_file

OFFER = b"""{"schema": {"type": "object", "required": ["offers"], "properties": {
  "amount": {"type": "number", "title": "Amount"},
  "offers": {"type": "array", "title": "Offers", "minItems": 2, "maxItems": 4, "items": {"type": "string", "format": "data-url"}}}},
  "ui": {"offers": {"ui:options": {"accept": ".pdf,.png"}}}}"""


@pytest.fixture
def task(browser, platform):
    """The path of a task that asks for several files, in the buyer's hands."""
    files = {"purchase.bpmn": BPMN.encode(), "start.form.json": START, "offer.form.json": OFFER, "check.form.json": CHECK}
    deploy.deploy(platform, PLATFORM, files)
    buyer = browser("buyer")
    path = buyer.post("/start/purchase", {"f.item": "Laptop", "business_key": "PO-7"}).headers["Location"]
    buyer.post(f"{path}/claim")
    return path


def send(person, path, *names, **more):
    """What a browser without scripts sends for the files that somebody chose."""
    files = [name if isinstance(name, tuple) else a_file(name, PDF + name.encode()) for name in names]
    told = {"~rows.offers": "0", "f.offers": files, **more}
    return person.post(path, told, content_type="multipart/form-data")


def rows(page):
    """The files on a page as it would send them again."""
    return dict(re.findall(r'name="(f\.offers\.\d+)" value="([^"]+)"', page.text.replace("&amp;", "&")))


def names(values):
    return [read_address(value).name for value in values]


def stored(platform, path):
    with platform.store.read() as uow:
        return variables(platform, uow.task(path.rpartition("/")[2]).instance_id)["offers"]


def test_all_chosen_files_are_sent_without_scripts(browser, platform, task):
    done = send(browser("buyer"), task, "a.pdf", "b.pdf", "c.pdf")
    assert done.status_code == 303, plain(done.text)
    assert names(stored(platform, task)) == ["a.pdf", "b.pdf", "c.pdf"]


def test_files_that_come_later_join_those_that_are_there(browser, platform, task):
    buyer = browser("buyer")
    page = send(buyer, task, "a.pdf", **{"~op": "draft"})
    assert page.status_code == 200
    assert names(rows(page).values()) == ["a.pdf"]
    done = send(buyer, task, "b.pdf", **rows(page), **{"~rows.offers": "1"})
    assert done.status_code == 303, plain(done.text)
    assert names(stored(platform, task)) == ["a.pdf", "b.pdf"]


def test_each_file_is_refused_for_itself_and_the_others_stay(browser, task):
    wrong = ("a.pdf", a_file("false.pdf", b"no pdf"), a_file("note.txt", b"text"), a_file("empty.pdf", b""), "b.pdf")
    page = send(browser("buyer"), task, *wrong)
    assert names(rows(page).values()) == ["a.pdf", "b.pdf"]
    for sentence in ("“false.pdf” is not a real PDF file", "“note.txt” is not of a kind", "“empty.pdf” is empty."):
        assert sentence in plain(page.text)


def test_each_file_can_be_taken_out_without_scripts(browser, platform, task):
    buyer = browser("buyer")
    page = send(buyer, task, "a.pdf", "b.pdf", "c.pdf", **{"~op": "draft"})
    told = {**rows(page), "~rows.offers": "3", "~without": "f.offers.1"}
    assert buyer.post(task, told).status_code == 303
    assert names(stored(platform, task)) == ["a.pdf", "c.pdf"]


def test_too_few_and_too_many_are_said_at_the_field_and_nothing_is_lost(browser, task):
    buyer = browser("buyer")
    assert "at least 2" in plain(send(buyer, task, "a.pdf").text)
    many = send(buyer, task, *(f"{letter}.pdf" for letter in "abcde"))
    assert many.status_code == 422
    assert len(rows(many)) == 5


def test_files_sent_ahead_by_a_script_are_versions_only_of_files_of_their_name(browser, task):
    buyer = browser("buyer")

    def upload(name, content=PDF):
        told = {"field": "offers", "several": "1", "file": (BytesIO(content), name)}
        return buyer.post(f"{task}/attachments", told).json

    assert [upload("a.pdf")["version"], upload("b.pdf")["version"], upload("a.pdf", PDF + b"2")["version"]] == [1, 1, 2]
    refused = buyer.post(f"{task}/attachments", {"field": "offers", "several": "1", "file": a_file("x.txt", b"text")})
    assert refused.status_code == 422


@pytest.mark.parametrize("count", ["", "-1", "x", "99999999999", "1e3", "²"])
def test_a_count_that_was_tampered_with_harms_nothing(browser, task, count):
    page = send(browser("buyer"), task, "a.pdf", "b.pdf", **{"~rows.offers": count, "~op": "draft"})
    assert names(rows(page).values()) == ["a.pdf", "b.pdf"]
