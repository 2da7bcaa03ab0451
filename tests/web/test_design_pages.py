"""Process models, packs, health and people, as pages and as the modeler's requests."""

import io
import re

import pytest

from baton.usecases import modelling, packs
from web.conftest import ORDER, plain


@pytest.fixture
def draft(browser, platform):
    """The path of a new draft."""
    return browser("designer").post("/models", {"name": "Supplier onboarding"}).headers["Location"]


def test_a_new_process_can_be_deployed_as_it_is(browser, draft):
    designer = browser("designer")
    page = designer.get(draft).text
    assert 'data-island="modeler"' in page
    assert 'data-name="supplier-onboarding.bpmn"' in page
    deployed = designer.post(f"{draft}/deploy")
    assert deployed.status_code == 303
    assert "Supplier onboarding" in designer.get(deployed.headers["Location"]).text
    assert 'href="/start/supplier-onboarding"' in browser("buyer").get("/start").text


def test_a_process_needs_a_name(browser):
    answer = browser("designer").post("/models", {"name": "  "})
    assert answer.status_code == 422
    assert "name" in answer.text


def save(designer, draft, revision, xml=ORDER, **headers):
    body = {"name": "supplier-onboarding.bpmn", "xml": xml}
    headers = {"X-CSRFToken": designer.csrf, **({"If-Match": str(revision)} if revision else {}), **headers}
    return designer.client.put(f"{draft}/model", json=body, headers=headers)


def test_saving_counts_versions_and_names_who_was_faster(browser, draft):
    designer, admin = browser("designer"), browser("admin")
    assert save(designer, draft, 1).json["version"] == 2
    assert save(designer, draft, 2).json["version"] == 2, "nothing new is no new version"
    assert save(designer, draft, '"2"', f"{ORDER}<!-- more -->").json["version"] == 3
    late = save(admin, draft, 1, f"{ORDER}<!-- other -->")
    assert late.status_code == 409
    assert late.mimetype == "application/problem+json"
    assert "esigner" in late.json["detail"]
    assert save(designer, draft, None).status_code == 428


def test_saving_needs_the_token_in_its_header(browser, draft):
    designer = browser("designer")
    body = {"name": "x.bpmn", "xml": "<a/>"}
    assert designer.client.put(f"{draft}/model", json=body, headers={"If-Match": "1"}).status_code == 403


def test_the_check_finds_problems_with_their_elements(browser, draft):
    designer = browser("designer")
    broken = ORDER.replace('targetRef="end"', 'targetRef="nowhere"')
    answer = designer.client.post(
        f"{draft}/lint", json={"name": "order.bpmn", "xml": broken}, headers={"X-CSRFToken": designer.csrf}
    )
    assert answer.status_code == 200
    problems = answer.json["problems"]
    assert problems
    assert {"rule", "message", "level"} <= set(problems[0])


def test_deploying_from_the_modeler_stores_and_answers_where_to_go(browser, draft):
    designer = browser("designer")
    xml = designer.get(f"{draft}/model.xml").text.replace("First task", "Ask the supplier")
    answer = designer.client.post(
        f"{draft}/deploy", json={"name": "supplier-onboarding.bpmn", "xml": xml},
        headers={"X-CSRFToken": designer.csrf, "If-Match": "1"},
    )  # fmt: skip
    assert answer.status_code == 200
    assert answer.json["url"].startswith("/definitions/")
    assert "Ask the supplier" in designer.get(f"{answer.json['url']}/model.xml").text


def test_a_broken_model_is_not_deployed_and_says_why(browser, draft):
    designer = browser("designer")
    bad = {"name": "supplier-onboarding.bpmn", "xml": "<not-bpmn/>"}
    answer = designer.client.post(f"{draft}/deploy", json=bad, headers={"X-CSRFToken": designer.csrf})
    assert answer.status_code == 422
    assert answer.json["problems"]
    assert designer.post(f"{draft}/deploy").status_code == 422


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [(b"[" * 5000, "application/json", 422), (b"[[" * 40 + b"]]" * 40, "application/json", 422), (b"{}", "text/plain", 415),
     (b'{"name": 1}', "application/json", 422), (b'"x"', "application/json", 422), (b" " * 2_200_000, "application/json", 413)],
)  # fmt: skip
def test_odd_bodies_are_refused(browser, draft, content, kind, status):
    designer = browser("designer")
    headers = {"X-CSRFToken": designer.csrf, "If-Match": "1", "Accept": "application/json"}
    assert designer.client.put(f"{draft}/model", data=content, content_type=kind, headers=headers).status_code == status


def test_the_catalogue_offers_what_an_element_may_refer_to(browser, draft):
    found = browser("designer").get(f"{draft}/catalog.json").json
    assert {"value": "buyers", "label": "Buyers"} in found["groups"]
    assert {"value": "buyer", "label": "Buyer"} in found["users"]
    assert found["operations"]


def test_files_are_imported_added_and_downloaded_without_a_script(browser, platform):
    designer = browser("designer")
    files = {"files": [(io.BytesIO(ORDER.encode()), "../../order.bpmn"), (io.BytesIO(b"{}"), "x.form.json")]}
    path = designer.post("/models/import", files, content_type="multipart/form-data").headers["Location"]
    assert designer.get(f"{path}/files/order.bpmn").data == ORDER.encode()
    more = {"files": [(io.BytesIO(b"<definitions/>"), "rules.dmn")]}
    assert designer.post(f"{path}/files", more, content_type="multipart/form-data").status_code == 303
    download = designer.get(f"{path}/files/rules.dmn")
    assert download.headers["Content-Disposition"].startswith("attachment")
    foreign = {"files": [(io.BytesIO(b"MZ"), "setup.exe")]}
    assert designer.post("/models/import", foreign, content_type="multipart/form-data").status_code == 422


def test_a_deployed_version_becomes_a_draft_again(browser, platform, order, admin):
    path, _, shown = browser("designer").post(f"/definitions/{order.id}/draft").headers["Location"].partition("?")
    assert set(modelling.draft(platform, admin, path.rsplit("/", 1)[1]).files) == set(order.files)
    assert shown == f"file={order.outline.file}", "a draft with several drawings opens the one that was asked for"


def test_only_designers_see_drafts(browser, draft):
    for person in ("buyer", "auditor", "operator"):
        assert browser(person).get(draft).status_code == 403
        assert browser(person).post(f"{draft}/deploy").status_code == 403
    assert browser("designer").get("/models/no-such-draft").status_code == 404


def test_a_shipped_pack_is_reviewed_then_installed_and_exported(browser, platform):
    admin = browser("admin")
    page = admin.get("/packs/order-to-cash").text
    assert "Dry run" in page
    assert "16 new" in plain(page)
    assert admin.post("/packs/order-to-cash/install").status_code == 303
    assert "Installed" in admin.get("/packs").text
    archive = admin.get("/packs/order-to-cash/export")
    assert archive.mimetype == "application/zip"
    assert archive.data[:2] == b"PK"
    for person, status in (("designer", 403), ("buyer", 403)):
        assert browser(person).post("/packs/order-to-cash/install").status_code == status
    assert admin.get("/packs/no-such-pack").status_code == 404


def test_an_uploaded_pack_is_checked_first_and_imported_from_its_review(browser, platform):
    archive = platform.packs.write(packs.shipped_pack(platform, "order-to-cash"))
    admin = browser("admin")
    upload = {"archive": (io.BytesIO(archive), "order-to-cash.zip")}
    review = admin.post("/packs/check", upload, content_type="multipart/form-data")
    assert review.status_code == 200
    assert "Installed" not in admin.get("/packs").text
    kept = re.search(r'name="archive" value="([^"]+)"', review.text)[1]
    assert admin.post("/packs/import", {"archive": kept}).status_code == 303
    assert "Installed" in admin.get("/packs").text


def test_something_that_is_no_pack_is_refused_with_reasons(browser):
    upload = {"archive": (io.BytesIO(b"PK nonsense"), "x.zip")}
    answer = browser("admin").post("/packs/check", upload, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "cannot be imported" in answer.text
    assert browser("admin").post("/packs/import", {"archive": "%%%"}).status_code == 422


def test_health_tells_the_database_and_the_figures(browser):
    words = plain(browser("operator").get("/health").text)
    assert "Backend sqlite" in words
    assert "Open tasks" in words


def test_an_administrator_adds_and_closes_accounts(browser, platform):
    admin = browser("admin")
    new = {"id": "nora", "name": "Nora", "password": "long-enough-password", "roles": ["task-owner"], "groups": "buyers, AR clerk,",
           "password_hash": "x", "disabled": "1", "subject": "me"}  # fmt: skip
    assert admin.post("/people", new).status_code == 303
    with platform.store.read() as uow:
        nora = uow.person("nora")
    assert (nora.groups, nora.disabled, nora.subject) == (frozenset({"buyers", "AR clerk"}), False, None)
    assert admin.post("/people", new).status_code == 409
    assert admin.post("/people", {**new, "id": "n2", "password": "short"}).status_code == 422
    assert admin.post("/people", {**new, "id": "Not A Name"}).status_code == 422
    assert admin.post("/people/nora/disable").status_code == 303
    assert admin.post("/people/admin/disable").status_code == 409
    assert browser("operator").post("/people", new).status_code == 403
