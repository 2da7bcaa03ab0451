"""Impact and migration, as people and programs meet them."""

import re

import pytest

from baton.usecases import deploy, modelling, people
from web.conftest import ORDER, PARTIAL, plain

AHEAD = ORDER.replace('<endEvent id="end"/>', '<endEvent id="end"/><userTask id="sign" name="Sign"/>').replace(
    'sourceRef="check" targetRef="end"/>',
    'sourceRef="check" targetRef="sign"/><sequenceFlow id="c2" sourceRef="sign" targetRef="end"/>',
)
RENAMED = ORDER.replace('id="check" name', 'id="look" name').replace('"check"', '"look"').replace(">check<", ">look<")


@pytest.fixture
def files(order):
    return lambda xml: {**order.files, "order.bpmn": xml.encode()}


@pytest.fixture
def draft(platform, admin, files):
    return lambda xml: f"/models/{modelling.new_draft(platform, admin, 'Order', files(xml)).id}/impact"


@pytest.fixture
def instance_id(started, platform):
    with platform.store.read() as uow:
        return uow.task(started.rpartition("/")[2]).instance_id


@pytest.fixture
def newer(platform, admin, files, started):
    """Deploy another version; the path of its migration."""
    return lambda xml: f"/definitions/{deploy.deploy(platform, admin, files(xml)).definitions[0].id}/migration"


@pytest.fixture
def call(app, platform):
    def ask(method, path, person="operator", **kwargs):
        bearer = {"Authorization": f"Bearer {people.create_token(platform, person)}"}
        return app.test_client().open(f"/api/v1{path}", method=method, headers=bearer, **kwargs)

    return ask


def test_a_designer_sees_what_a_draft_means_before_it_is_published(browser, started, draft):
    page = browser("designer").get(draft(AHEAD))

    assert page.status_code == 200
    words = plain(page.text)
    assert "1 Migrates" in words
    assert "0 Cannot migrate" in words
    assert re.search(r"PO-1 v1 Check order Check order Migrates", words)
    assert "choice." not in page.text


def test_a_draft_that_changes_nothing_affects_nobody(browser, started, draft):
    assert "1 Unaffected" in plain(browser("designer").get(draft(ORDER)).text)


def test_a_draft_without_running_instances_says_so(browser, order, draft):
    assert "Nobody is affected" in browser("designer").get(draft(AHEAD)).text


def test_a_broken_draft_says_what_is_wrong(browser, started, draft):
    page = browser("designer").get(draft(ORDER.replace('targetRef="end"', 'targetRef="nowhere"')))

    assert page.status_code == 422
    assert "cannot be tried before" in page.text
    assert "nowhere" in page.text


def test_the_mapping_is_asked_for_and_tried_without_a_script(browser, started, draft):
    designer, address = browser("designer"), draft(RENAMED)
    asking = designer.get(address).text
    assert "1 Needs mapping" in plain(asking)
    assert '<option value="look"' in asking
    assert '<option value="start"' not in asking

    answered = designer.get(f"{address}?place.check=look").text
    assert "1 Migrates" in plain(answered)
    assert '<option value="look" selected>' in answered


def test_the_operator_migrates_what_was_chosen_and_sees_each_result(browser, started, newer, instance_id, platform):
    operator, address = browser("operator"), newer(RENAMED)
    page = operator.get(f"{address}?place.check=look").text
    assert f'name="choice.{instance_id}"' in page
    assert '<input type="hidden" name="place.check" value="look">' in page

    done = operator.post(address, {f"choice.{instance_id}": "now", "place.check": "look"})

    assert done.status_code == 200
    assert "1 of 1 migrated to version 2" in plain(done.text)
    assert platform.queries.instance_row(instance_id).version == 2
    assert "Nothing to migrate" in operator.get(address).text
    journal = plain(operator.get(f"/instances/{instance_id}").text)
    assert "Migrated to version 2: Check order became Check order" in journal
    assert operator.get(f"/instances/{instance_id}/replay?at=2").status_code == 200
    task = browser("buyer").get(started)
    assert task.status_code == 200


def test_what_cannot_stays_and_says_why(browser, started, newer, instance_id, platform):
    done = browser("operator").post(newer(RENAMED), {f"choice.{instance_id}": "now"})

    assert "0 of 1 migrated" in plain(done.text)
    assert "which the new version does not have there" in done.text
    assert platform.queries.instance_row(instance_id).version == 1


def test_an_instance_can_be_left_on_its_version(browser, started, newer, instance_id):
    operator, address = browser("operator"), newer(AHEAD)
    assert "1 stays on its version" in plain(operator.post(address, {f"choice.{instance_id}": "leave"}).text)

    page = operator.get(address).text
    assert '<option value="leave" selected>' in page
    assert "Left on its version" in plain(operator.get(f"/instances/{instance_id}").text)


def test_all_that_can_are_migrated_at_once(browser, started, newer, instance_id, platform):
    done = browser("operator").post(newer(AHEAD), {"every": "1"})

    assert "1 of 1 migrated" in plain(done.text)
    assert platform.queries.instance_row(instance_id).version == 2


def test_nothing_chosen_is_said(browser, started, newer, instance_id):
    refused = browser("operator").post(newer(AHEAD), {f"choice.{instance_id}": "later"})

    assert refused.status_code == 422
    assert "Nothing was chosen" in refused.text


def test_the_next_instances_come_as_a_fragment_and_add_up(browser, order, newer, monkeypatch):
    buyer = browser("buyer")
    for number in range(3):
        buyer.post("/start/order", {"f.item": "Laptop", "business_key": f"PO-{number}"})
    address = newer(AHEAD)
    monkeypatch.setattr("baton.web.impact.view.PAGE", 2)
    operator = browser("operator")
    page = operator.get(address).text
    more = re.search(r'hx-get="([^"]+)"', page[page.index('id="more"') :])[1].replace("&amp;", "&")
    assert "(2 left)" in page

    fragment = operator.get(more, headers=PARTIAL).text

    assert "<html" not in fragment
    assert "4 Migrates" in plain(fragment)
    assert fragment.count("<tr") == 2
    assert 'id="more"' not in fragment


def test_strangers_and_task_owners_see_nothing(browser, started, newer, draft):
    for address in (newer(AHEAD), draft(AHEAD)):
        assert browser().get(address).status_code in (302, 303, 401)
        assert browser("stranger").get(address).status_code == 403
    assert browser("auditor").get(newer(AHEAD)).status_code == 403


def test_a_designer_looks_and_does_not_migrate(browser, started, newer, instance_id):
    designer, address = browser("designer"), newer(AHEAD)
    page = designer.get(address).text

    assert "An operator or administrator can migrate them" in page
    assert "choice." not in page
    assert designer.post(address, {f"choice.{instance_id}": "now"}).status_code == 403


def test_hostile_addresses_are_read_as_nothing(browser, started, newer):
    operator, address = browser("operator"), newer(AHEAD)

    for query in ("so_far=1.2", "so_far=a.b.c.d", "so_far=-1.1.1.1", "place.=x", "place.x=<script>", "after=zzz"):
        answer = operator.get(f"{address}?{query}")
        assert answer.status_code in (200, 422), query
        assert "<script>" not in answer.text.replace('<script type="module"', "")


def test_a_program_migrates_after_a_dry_run(call, started, newer, instance_id):
    newer(AHEAD)
    tried = call("POST", f"/instances/{instance_id}/migrate", json={"definition": "order", "dry_run": True})
    assert tried.status_code == 200, tried.text
    assert (tried.json["dry_run"], tried.json["plan"]["fate"]) == (True, "migrates")
    assert call("GET", f"/instances/{instance_id}").json["version"] == 1

    done = call("POST", f"/instances/{instance_id}/migrate", json={"definition": "order"})
    assert done.status_code == 200, done.text
    assert done.json["definition_id"] != tried.json["definition_id"]
    assert call("GET", f"/instances/{instance_id}").json["version"] == 2
    verified = call("GET", f"/instances/{instance_id}/verification").json
    assert (verified["chain"], verified["replay"]) == ("ok", "ok")
    assert call("GET", f"/instances/{instance_id}/activities").json["items"][-1]["element_id"] == "check"


def test_a_program_is_refused_with_every_reason(call, started, newer, instance_id):
    newer(RENAMED)
    refused = call("POST", f"/instances/{instance_id}/migrate", json={"definition": "order"})
    assert refused.status_code == 409
    assert refused.json["type"] == "urn:baton:problem:cannot-migrate"
    assert [(one["rule"], one["element_id"]) for one in refused.json["problems"]] == [("migration.needs-mapping", "check")]

    mapped = call("POST", f"/instances/{instance_id}/migrate", json={"definition": "order", "mapping": {"check": "look"}})
    assert mapped.status_code == 200
    again = call("POST", f"/instances/{instance_id}/migrate", json={"definition": "order"})
    assert again.status_code == 409
    assert call("POST", "/instances/none/migrate", json={"definition": "order"}).status_code == 404
    assert call("POST", f"/instances/{instance_id}/migrate", json={"mapping": {}}).status_code == 422
    assert call("POST", f"/instances/{instance_id}/migrate", "designer", json={"definition": "order"}).status_code == 403


def test_a_program_lists_the_impact_of_a_version(call, started, newer, instance_id):
    path = newer(RENAMED).removesuffix("/migration")
    found = call("GET", f"{path}/impact", "designer").json

    assert [item["instance"]["id"] for item in found["items"]] == [instance_id]
    assert found["items"][0]["plan"]["fate"] == "needs-mapping"
    assert found["items"][0]["plan"]["obstacles"][0]["element_id"] == "check"
