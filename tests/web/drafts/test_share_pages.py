"""Share links: what a stranger sees, and when no longer."""

import re
from datetime import timedelta

import pytest

from baton.domain.actors import Actor, Role
from baton.usecases import modelling, people
from web.conftest import CHECK_FORM, ORDER, ORDER_FORM, plain
from web.drafts.test_draft_pages import save

DESIGNER = Actor("designer", "Designer", frozenset(), frozenset({Role.DESIGNER}))
SECRET = '<serviceTask id="call"><extensionElements><x:key xmlns:x="urn:x" value="hunter2"/></extensionElements></serviceTask><endEvent id="end"/>'
TABLE = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="t"><decision id="limit" name="Spending limit">
  <decisionTable id="t" hitPolicy="FIRST"><input id="i" label="Amount"><inputExpression id="ie" typeRef="number"><text>amount</text></inputExpression></input>
  <output id="o" name="ok" typeRef="boolean"/><rule id="r"><inputEntry id="a"><text>&gt; 100</text></inputEntry><outputEntry id="b"><text>false</text></outputEntry></rule>
  </decisionTable></decision></definitions>"""


@pytest.fixture
def draft(app, platform):
    files = {"orders.bpmn": ORDER.replace('<endEvent id="end"/>', SECRET).encode(), "order.form.json": ORDER_FORM, "check.form.json": CHECK_FORM,
             "limit.dmn": TABLE, "story.scenario.toml": b"people_of_the_story"}  # fmt: skip
    return modelling.new_draft(platform, DESIGNER, "Orders", files)


def link_of(person, draft, version="", days="7"):
    answer = person.post(f"/models/{draft.id}/share", {"version": version, "days": days})
    assert answer.status_code == 201
    return "/" + re.search(r'value="http://[^/]+/(shared/[^"]+)"', answer.text)[1]


def test_a_stranger_sees_what_is_drawn_and_told_and_nothing_secret(browser, draft):
    path = link_of(browser("designer"), draft)
    page = browser().get(path)
    assert page.status_code == 200
    words = plain(page.text)
    for seen in ("Orders", "Check order", "orders something", "Spending limit", "Amount", "Item"):
        assert seen in words, seen
    xml = browser().get(f"{path}/diagram.xml?file=orders.bpmn").text
    assert 'name="Check order"' in xml
    for hidden in ("hunter2", "formJsonSchemaFilename", "people_of_the_story"):
        assert hidden not in page.text + xml
    assert browser().get(f"{path}/diagram.xml?file=limit.dmn").status_code == 404
    assert browser().get(f"{path}/diagram.xml?file=../secret.key").status_code == 404


def test_no_search_engine_and_no_other_site_learns_the_address(browser, draft):
    path = link_of(browser("designer"), draft)
    for address in (path, f"{path}/diagram.xml?file=orders.bpmn"):
        headers = browser().get(address).headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in headers["X-Robots-Tag"]
        assert headers["Cache-Control"] == "no-store"
        assert "script-src 'self'" in headers["Content-Security-Policy"]


def test_the_secret_is_shown_once_and_kept_as_its_hash_only(browser, draft, platform):
    designer = browser("designer")
    secret = link_of(designer, draft).rsplit("/", 1)[1]
    assert secret not in designer.get(f"/models/{draft.id}/share").text
    with platform.store.read() as uow:
        (link,) = uow.share_links(draft.id)
        assert (link.digest, secret in repr(link)) == (people.digest(secret), False)


def test_a_link_ends_when_it_expires_is_taken_back_or_the_draft_goes_to_the_bin(browser, draft, platform, clock):
    designer = browser("designer")
    expired, revoked, open = link_of(designer, draft, days="1"), link_of(designer, draft), link_of(designer, draft, days="90")
    with platform.store.read() as uow:
        ids = {link.digest: link.id for link in uow.share_links(draft.id)}
    assert designer.post(f"/models/{draft.id}/share/{ids[people.digest(revoked.rsplit('/', 1)[1])]}/revoke").status_code == 303
    clock.move_to(clock.now() + timedelta(days=1))
    for path in (expired, revoked, "/shared/never-made"):
        answer = browser().get(path)
        assert answer.status_code == 404
        assert "does not work any more" in answer.text
        assert "Orders" not in answer.text
    assert browser().get(open).status_code == 200
    browser("designer").post(f"/models/{draft.id}/remove")
    assert browser().get(open).status_code == 404


def test_a_link_to_a_version_shows_that_version_and_keeps_it(browser, draft, platform):
    designer = browser("designer")
    fixed, newest = link_of(designer, draft, version="1"), link_of(designer, draft)
    save(designer, f"/models/{draft.id}", 1, ORDER.replace("Check order", "Other words"))
    assert "Check order" in browser().get(fixed).text
    assert "Other words" in browser().get(newest).text
    assert designer.get(f"/models/{draft.id}/versions.json").json["versions"][-1]["kind"] == "named"


def test_odd_choices_are_refused_and_strangers_share_nothing(browser, draft):
    designer = browser("designer")
    for odd in ({"days": "400"}, {"days": "x"}, {"days": "7", "version": "x"}):
        assert designer.post(f"/models/{draft.id}/share", odd).status_code == 422
    assert designer.post(f"/models/{draft.id}/share", {"days": "7", "version": "99"}).status_code == 404
    assert designer.post(f"/models/{draft.id}/share/no-such-link/revoke").status_code == 404
    for person in ("buyer", "auditor", "operator"):
        assert browser(person).get(f"/models/{draft.id}/share").status_code == 403
        assert browser(person).post(f"/models/{draft.id}/share", {"days": "7"}).status_code == 403


def test_a_half_drawn_or_broken_model_still_shows_a_page(browser, platform, app):
    made = modelling.new_draft(
        platform, DESIGNER, "Broken", {"a.bpmn": b"<definitions", "b.dmn": b"nonsense", "c.form.json": b"{"}
    )
    path = link_of(browser("designer"), made)
    assert browser().get(path).status_code == 200
    assert browser().get(f"{path}/diagram.xml?file=a.bpmn").status_code == 422
