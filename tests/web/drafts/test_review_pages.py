"""Publishing with a second person: asked, approved or sent back, void when the draft changes, and no way round."""

from dataclasses import replace
from datetime import timedelta

import pytest

from baton.dispatch.inline import InlineDispatcher
from baton.domain.actors import Actor, Role
from baton.domain.errors import Conflict, Forbidden
from baton.domain.modelling import Decision
from baton.main.settings import from_environment
from baton.main.wiring import Parts, build
from baton.usecases import deploy, modelling, reviews
from baton.usecases.drafts.publishing import publish
from web.conftest import ORDER, plain
from web.drafts.test_draft_pages import save

DESIGNER = Actor("designer", "Designer", frozenset(), frozenset({Role.DESIGNER}))
ADMIN = Actor("admin", "Admin", frozenset(), frozenset(Role))
FILES = {"order.bpmn": ORDER.encode(), "order.form.json": b'{"schema": {"type": "object", "properties": {}}, "ui": {}}',
         "check.form.json": b'{"schema": {"type": "object", "properties": {}}, "ui": {}}'}  # fmt: skip


@pytest.fixture
def draft(app, platform):
    """A draft of the designer that demands a second person."""
    made = modelling.new_draft(platform, DESIGNER, "Orders", FILES)
    return reviews.demand_approval(platform, DESIGNER, made.id, True)


def test_a_draft_is_reviewed_and_published_through_its_pages(browser, draft):
    designer, admin, path = browser("designer"), browser("admin"), f"/models/{draft.id}"
    assert designer.post(f"{path}/deploy").status_code == 403
    assert designer.post(f"{path}/review/request", {"note": "Look at the <limit>", "reviewer": "admin"}).status_code == 303
    assert "asks you to review" in admin.get("/notices").text
    page = admin.get(f"{path}/review").text
    assert "Look at the &lt;limit&gt;" in page
    assert 'value="approved"' in page
    assert 'value="approved"' not in designer.get(f"{path}/review").text, "nobody approves their own"
    assert admin.post(f"{path}/review/decide", {"decision": "sent back", "revision": "1"}).status_code == 422
    assert admin.post(f"{path}/review/decide", {"decision": "approved", "revision": "1", "note": "Good"}).status_code == 303
    assert "Approved" in plain(designer.get(f"{path}/review").text)
    assert designer.post(f"{path}/deploy").status_code == 303
    assert "live" in plain(designer.get("/models").text)


def test_nobody_decides_about_what_they_asked_for_or_saved_themselves(browser, draft, platform):
    reviews.request_review(platform, DESIGNER, draft.id, "")
    with pytest.raises(Forbidden, match="Somebody else"):
        reviews.decide(platform, DESIGNER, draft.id, (1, Decision.APPROVED, ""))
    path = f"/models/{draft.id}"
    assert save(browser("admin"), path, 1, ORDER.replace("Check order", "Mine"), "order.bpmn").json["version"] == 2
    reviews.request_review(platform, DESIGNER, draft.id, "")
    with pytest.raises(Forbidden, match="Somebody else"):
        reviews.decide(platform, ADMIN, draft.id, (2, Decision.APPROVED, ""))


def test_an_approval_is_void_as_soon_as_the_draft_changes(browser, draft, platform):
    reviews.request_review(platform, DESIGNER, draft.id, "")
    reviews.decide(platform, ADMIN, draft.id, (1, Decision.APPROVED, ""))
    assert reviews.approved(platform, DESIGNER, draft.id)
    save(browser("designer"), f"/models/{draft.id}", 1, ORDER.replace("Check order", "Other"), "order.bpmn")
    assert not reviews.approved(platform, DESIGNER, draft.id)
    with pytest.raises(Forbidden, match="revision 2"):
        publish(platform, DESIGNER, draft.id)
    assert "Void: the draft changed" not in plain(browser("designer").get(f"/models/{draft.id}/review").text)
    with pytest.raises(Conflict, match="was changed since"):
        reviews.decide(platform, ADMIN, draft.id, (1, Decision.APPROVED, ""))


def test_a_later_no_outweighs_an_earlier_yes(draft, platform):
    reviews.request_review(platform, DESIGNER, draft.id, "")
    reviews.decide(platform, ADMIN, draft.id, (1, Decision.APPROVED, ""))
    platform.clock.move_to(platform.clock.now() + timedelta(minutes=1))
    reviews.request_review(platform, DESIGNER, draft.id, "Once more")
    reviews.decide(platform, ADMIN, draft.id, (1, Decision.SENT_BACK, "The limit is wrong"))
    assert not reviews.approved(platform, DESIGNER, draft.id)


def test_a_copy_of_the_draft_is_no_way_round(draft, platform):
    reviews.request_review(platform, DESIGNER, draft.id, "")
    reviews.decide(platform, ADMIN, draft.id, (1, Decision.APPROVED, ""))
    publish(platform, DESIGNER, draft.id)
    copy = modelling.new_draft(platform, DESIGNER, "Another", FILES | {"order.bpmn": ORDER.replace("Check", "Skip").encode()})
    with pytest.raises(Forbidden):
        publish(platform, DESIGNER, copy.id)
    with pytest.raises(Forbidden, match="ask for a review"):
        deploy.deploy(platform, DESIGNER, copy.files)
    assert deploy.deploy(platform, ADMIN, copy.files).definitions, "who sets the rule may set it aside"


def test_only_an_administrator_takes_the_demand_back(browser, draft):
    path = f"/models/{draft.id}/review/rule"
    assert browser("designer").post(path, {"needed": "0"}).status_code == 403
    assert browser("admin").post(path, {"needed": "0"}).status_code == 303
    assert browser("designer").post(f"/models/{draft.id}/deploy").status_code == 303


def test_the_house_may_demand_it_of_every_draft(app, platform):
    strict = replace(platform, publish_needs_approval=True)
    made = modelling.new_draft(strict, DESIGNER, "Orders", FILES)
    with pytest.raises(Forbidden, match="second person"):
        publish(strict, DESIGNER, made.id)
    assert publish(platform, DESIGNER, made.id).definitions


def test_the_setting_of_the_house_is_read_and_a_typo_is_refused(platform):
    parts = Parts(InlineDispatcher(), platform.clock, platform.store)
    assert build(from_environment({"BATON_PUBLISH_APPROVAL": "1"}), parts).publish_needs_approval
    assert not build(from_environment({}), parts).publish_needs_approval
    with pytest.raises(SystemExit, match="choose 0 or 1"):
        build(from_environment({"BATON_PUBLISH_APPROVAL": "yes"}), parts)


def test_strangers_neither_look_nor_ask_nor_decide(browser, draft):
    for person in ("buyer", "auditor", "operator"):
        found = browser(person)
        assert found.get(f"/models/{draft.id}/review").status_code == 403
        for act in ("request", "decide", "rule"):
            assert found.post(f"/models/{draft.id}/review/{act}", {"decision": "approved", "revision": "1"}).status_code == 403
