"""Looking changes nothing, and what cannot be shown fails closed."""

import re

import pytest
import sqlalchemy as sa

from baton.domain.errors import Unavailable
from baton.domain.people import Notice
from web.conftest import PARTIAL


def everything(platform):
    """All rows of all tables."""
    with platform.store.engine.connect() as connection:
        tables = [name for (name,) in connection.execute(sa.text("SELECT name FROM sqlite_master WHERE type = 'table'"))]
        return {name: sorted(map(repr, connection.execute(sa.text(f'SELECT * FROM "{name}"')))) for name in tables}


@pytest.mark.parametrize("person", ["admin", "buyer", "stranger"])
def test_no_look_changes_anything(app, browser, platform, started, order, person):
    id = started.rsplit("/", 1)[1]
    with platform.store.read() as uow:
        instance = uow.task(id).instance_id
    looking = browser(person)
    before = everything(platform)
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.rule.startswith("/login/sso"):
            for value in (id, instance, order.id, "order", "order-to-cash", "x"):
                path = re.sub(r"<[^>]+>", value, rule.rule)
                for headers in ({}, PARTIAL):
                    assert looking.get(path, headers=headers).status_code < 500, path
                if path == rule.rule:
                    break
    assert everything(platform) == before


def test_a_database_that_is_away_is_a_503_that_says_so(browser, platform, monkeypatch):
    buyer = browser("buyer")

    def away():
        raise Unavailable

    monkeypatch.setattr(platform.store, "read", away)
    answer = buyer.get("/tasks")
    assert answer.status_code == 503
    assert "database cannot be reached" in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_notices_are_listed_and_lead_only_to_our_own_pages(browser, platform, clock):
    notices = [Notice("1", "buyer", "Please <b>look</b>", "/tasks/1", clock.now()), Notice("2", "buyer", "Elsewhere", "https://evil.example", clock.now()),
               Notice("3", "second", "Not for the buyer", "/", clock.now())]  # fmt: skip
    with platform.store.write() as uow:
        uow.add_notices(notices)
        uow.commit()
    buyer = browser("buyer")
    page = buyer.get("/notices").text
    assert buyer.get("/notices/1").headers["Location"] == "/tasks/1"
    assert buyer.get("/notices/2").headers["Location"] == "/"
    assert "&lt;b&gt;look" in page
    assert "evil.example" not in page
    assert "Not for the buyer" not in page
