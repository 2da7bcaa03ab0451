"""Versions, comparing, the bin: every step as a plain page, and refused to those who do not design."""

import io
import zipfile

import pytest

from web.conftest import ORDER, PARTIAL, plain

ADDRESSES = ("versions", "versions.json")


@pytest.fixture
def draft(browser):
    """The path of a new draft that was saved twice."""
    designer = browser("designer")
    path = designer.post("/models", {"name": "Orders"}).headers["Location"]
    save(designer, path, 1, ORDER)
    save(designer, path, 2, ORDER.replace("Check order", "Look at the order"))
    return path


def save(person, path, revision, xml, name="orders.bpmn"):
    headers = {"X-CSRFToken": person.csrf, "If-Match": str(revision)}
    return person.client.put(f"{path}/model", json={"name": name, "xml": xml}, headers=headers)


def sent(person, path, body):
    return person.client.post(path, json=body, headers={"X-CSRFToken": person.csrf})


def id_of(path):
    return path.rsplit("/", 1)[1]


def test_every_save_is_a_version_with_who_and_what(browser, draft):
    designer = browser("designer")
    page = plain(designer.get(f"{draft}/versions").text)
    assert "Versions 3" in page
    assert "orders.bpmn changed" in page
    found = designer.get(f"{draft}/versions.json").json
    assert [version["number"] for version in found["versions"]] == [3, 2, 1]
    assert found["versions"][0]["by"] == "Designer"
    assert "<html" not in designer.get(f"{draft}/versions", headers=PARTIAL).text


def test_a_version_is_named_and_brought_back_without_a_script(browser, draft):
    designer = browser("designer")
    first = designer.get(f"{draft}/model.xml").text
    assert designer.post(f"{draft}/versions/2/name", {"name": "Before <the> board", "note": "As agreed"}).status_code == 303
    page = designer.get(f"{draft}/versions").text
    assert "Before &lt;the&gt; board" in page
    assert designer.post(f"{draft}/versions/2/restore").status_code == 303
    assert "Check order" in designer.get(f"{draft}/model.xml").text
    assert designer.get(f"{draft}/versions.json").json["versions"][0]["note"] == "Restored from version 2, “Before <the> board”."
    designer.post(f"{draft}/versions/3/restore")
    assert designer.get(f"{draft}/model.xml").text == first, "what was there before is still there"
    assert designer.post(f"{draft}/versions/3/restore").status_code == 409
    assert designer.post(f"{draft}/versions/99/restore").status_code == 404
    assert designer.post(f"{draft}/versions/2/name", {"name": "x" * 201}).status_code == 422


def test_the_changes_between_two_versions_stand_in_words(browser, draft):
    designer, id = browser("designer"), id_of(draft)
    page = plain(designer.get(f"/compare?a=draft:{id}:2&b=draft:{id}:3").text)
    assert "User task “Look at the order”" in page
    assert "Name: “Check order” became “Look at the order”." in page
    assert "No difference" in designer.get(f"/compare?a=draft:{id}:3&b=draft:{id}").text
    for nothing in ("a=draft:nowhere&b=draft:nowhere", f"a=draft:{id}:x&b=draft:{id}", f"a=what&b=draft:{id}"):
        assert designer.get(f"/compare?{nothing}").status_code == 404
    assert designer.get("/compare").status_code == 422


def test_a_draft_is_compared_with_what_is_live_and_so_are_two_definitions(browser, draft, order):
    designer, id = browser("designer"), id_of(draft)
    assert "was added" not in designer.get(f"/compare?a=definition:{order.id}&b=definition:{order.id}").text
    page = plain(designer.get(f"/compare?a=definition:{order.id}&b=draft:{id}").text)
    assert "order.bpmn File removed" in page
    assert "orders.bpmn File added" in page
    buyer = browser("buyer")
    assert buyer.get(f"/compare?a=definition:{order.id}&b=definition:{order.id}").status_code == 200
    assert buyer.get(f"/compare?a=definition:{order.id}&b=draft:{id}").status_code == 403


def test_what_is_not_saved_yet_is_compared_and_stored_nowhere(browser, draft):
    designer = browser("designer")
    mine = {"name": "orders.bpmn", "xml": ORDER.replace("Check order", "My own words </script><b>")}
    page = designer.post(f"{draft}/compare", mine).text
    assert "Yours, not saved yet" in page
    assert "</script><b>" not in page
    assert "My own" not in designer.get(f"{draft}/model.xml").text
    assert designer.post(f"{draft}/compare", {"name": "orders.bpmn", "xml": " "}).status_code == 422


def test_the_second_of_two_editors_keeps_theirs_as_a_copy(browser, draft):
    designer, admin = browser("designer"), browser("admin")
    late = save(admin, draft, 2, ORDER.replace("Check order", "Mine"))
    assert late.status_code == 409
    assert (late.json["name"], late.json["version"]) == ("Designer", 3)
    made = sent(admin, f"{draft}/copy.json", {"name": "orders.bpmn", "xml": ORDER.replace("Check order", "Mine")}).json
    assert made["name"] == "Orders (copy by Admin)"
    assert 'name="Mine"' in designer.get(f"{made['url']}/model.xml").text
    assert 'name="Mine"' not in designer.get(f"{draft}/model.xml").text


def test_two_people_on_different_files_do_not_hinder_each_other(browser, draft):
    designer, admin = browser("designer"), browser("admin")
    assert save(admin, draft, 3, "<definitions/>", "rules.dmn.bpmn").json["version"] == 4
    assert save(designer, draft, 3, ORDER.replace("Check order", "Later")).json["version"] == 5


def test_who_else_has_it_open_is_said(browser, draft):
    designer, admin = browser("designer"), browser("admin")
    assert sent(designer, f"{draft}/presence.json", {}).json["others"] == []
    found = sent(admin, f"{draft}/presence.json", {}).json
    assert (found["others"], found["version"], found["name"], found["mine"]) == (["Designer"], 3, "Designer", False)


def test_a_draft_is_renamed_removed_and_taken_back(browser, draft):
    designer = browser("designer")
    assert designer.post(f"{draft}/name", {"name": "Better"}).status_code == 303
    assert designer.post(f"{draft}/name", {"name": " "}).status_code == 422
    assert designer.post(f"{draft}/drop").status_code == 409, "only from the bin"
    assert designer.post(f"{draft}/remove").status_code == 303
    assert draft not in designer.get("/models").text
    assert "Better" in designer.get("/models/bin").text
    assert designer.post(f"{draft}/bring-back").headers["Location"] == draft
    assert "The bin is empty" in designer.get("/models/bin").text
    designer.post(f"{draft}/remove")
    assert designer.post(f"{draft}/drop").status_code == 303
    assert designer.get(draft).status_code == 404


@pytest.mark.parametrize("person", ["buyer", "auditor", "operator"])
def test_those_who_do_not_design_see_and_change_nothing(browser, draft, person):
    found = browser(person)
    for address in ADDRESSES:
        assert found.get(f"{draft}/{address}").status_code == 403
    for address in ("versions/1/restore", "versions/1/name", "name", "remove", "bring-back", "drop", "compare"):
        assert found.post(f"{draft}/{address}").status_code == 403
    assert found.get("/models/bin").status_code == 403


def test_a_whole_model_travels_as_a_zip(browser, draft):
    designer = browser("designer")
    archive = designer.get(f"{draft}/export.zip")
    assert (archive.mimetype, archive.headers["Content-Disposition"]) == (
        "application/zip",
        "attachment; filename*=UTF-8''Orders.zip",
    )
    again = {"files": [(io.BytesIO(archive.data), "Orders.zip")]}
    copy = designer.post("/models/import", again, content_type="multipart/form-data").headers["Location"]
    assert designer.get(f"{copy}/export.zip").data == archive.data
    assert designer.get(f"{draft}/export.zip?version=1").data != archive.data
    assert designer.get(f"{draft}/export.zip?version=x").status_code == 404


def test_an_archive_that_is_none_is_refused_with_every_reason(browser):
    designer = browser("designer")
    for content in (b"PK nonsense", zip_of({"evil.exe": b"MZ"}), zip_of({"../a.bpmn": b"x"}), zip_of({"readme.md": b"x"})):
        answer = designer.post("/models/import", {"files": [(io.BytesIO(content), "x.zip")]}, content_type="multipart/form-data")
        assert answer.status_code == 422
        assert "archive" in answer.text


def test_what_is_deployed_can_be_taken_along(browser, order):
    answer = browser("auditor").get(f"/definitions/{order.id}/export.zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert sorted(archive.namelist()) == sorted(order.files)


def zip_of(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
