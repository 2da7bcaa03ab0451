"""Notices: unread until followed, done, muted, counted, and nobody else's business."""

import re
from datetime import timedelta
from html import unescape

import pytest

from baton.domain.people import Notice
from baton.domain.ports.queries import PageRequest
from baton.domain.working.telling import QUESTION, Event
from baton.usecases import people
from baton.usecases.act import run
from baton.usecases.telling.events import tell
from web.conftest import PARTIAL


@pytest.fixture
def asked(platform, started):
    """Somebody asked the buyer about the task; the id of the notice."""
    task_id = started.rpartition("/")[2]
    with platform.store.read() as uow:
        task = uow.task(task_id)
    event = Event(
        QUESTION, ("buyer",), task_id=task_id, instance_id=task.instance_id, values={"text": "Why <b>two</b>?"}, by="second"
    )
    run(platform, lambda act: tell(platform, act, event))
    return platform.queries.notices("buyer", _page()).items[0]


def _page():
    return PageRequest()


def test_a_notice_says_what_and_why_in_the_readers_language(browser, asked):
    buyer = browser("buyer")
    page = buyer.get("/notices").text
    assert "Second asks you about Check order" in page
    assert "Why &lt;b&gt;two&lt;/b&gt;?" in page
    assert "because somebody asked you" in page
    assert "Second fragt Sie zu Check order" in buyer.get("/notices", headers={"Accept-Language": "de"}).text


def test_following_a_notice_reads_it_and_looking_at_the_list_does_not(browser, asked, started):
    buyer = browser("buyer")
    assert 'data-go="notices"' in buyer.get("/notices").text
    assert "is-unread" in buyer.get("/notices").text
    answer = buyer.get(f"/notices/{asked.id}")
    assert answer.headers["Location"] == started
    assert "is-unread" not in buyer.get("/notices").text
    assert asked.id not in buyer.get("/notices?only=unread").text


def test_the_navigation_counts_what_is_unread(browser, asked):
    assert '<span>Notices</span><span class="count">1</span>' in browser("buyer").get("/tasks").text
    assert '<span>Notices</span><span class="count">' not in browser("second").get("/tasks").text


def test_what_is_done_leaves_the_inbox_and_can_come_back(browser, asked):
    buyer = browser("buyer")
    buyer.post(f"/notices/{asked.id}/done", {"done": "1"})
    assert asked.id not in buyer.get("/notices").text
    assert asked.id in buyer.get("/notices?only=done").text
    buyer.post(f"/notices/{asked.id}/done", {"done": "0"})
    assert asked.id in buyer.get("/notices").text


def test_all_are_read_at_once(browser, asked):
    buyer = browser("buyer")
    assert buyer.post("/notices/read").status_code == 303
    assert "is-unread" not in buyer.get("/notices").text


def test_a_notice_of_somebody_else_does_not_exist(browser, asked):
    second = browser("second")
    assert second.get(f"/notices/{asked.id}").status_code == 404
    assert second.post(f"/notices/{asked.id}/done").status_code == 404
    assert second.post("/notices/read", {"notice": asked.id}).status_code == 303
    assert "is-unread" in browser("buyer").get("/notices").text


def test_an_instance_is_muted_and_heard_again(browser, platform, asked):
    buyer = browser("buyer")
    buyer.post("/notices/mute", {"instance": asked.instance_id, "muted": "1"})
    assert "Muted" in buyer.get("/notices").text
    buyer.post("/notices/mute", {"instance": asked.instance_id, "muted": "0"})
    assert "Muted" not in buyer.get("/notices").text
    assert buyer.post("/notices/mute", {"instance": "nothing"}).status_code == 404


def test_the_list_is_not_sent_again_when_nothing_changed(browser, asked):
    buyer = browser("buyer")
    first = buyer.get("/notices", headers=PARTIAL)
    again = buyer.get("/notices", headers=PARTIAL | {"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_page_to_go_back_to_is_only_one_of_ours(browser, asked):
    for back in ("https://evil.example/notices", "//evil.example/notices", "/people", "/notices//evil"):
        answer = browser("buyer").post("/notices/read", {"back": back})
        assert answer.headers["Location"] == "/notices"


def test_programs_read_notices_by_the_api(browser, platform, asked):
    token = people.create_token(platform, "buyer")
    client = browser().client
    headers = {"Authorization": f"Bearer {token}"}
    (notice,) = client.get("/api/v1/notices?only=unread", headers=headers).json["items"]
    assert (notice["id"], notice["kind"], notice["text"]) == (asked.id, "question", "Second asks you about Check order")
    assert notice["reason"].startswith("You get this because")
    assert client.post("/api/v1/notices/read", json={"ids": [asked.id]}, headers=headers).json == {"read": 1}
    assert client.get("/api/v1/notices?only=unread", headers=headers).json["items"] == []
    assert client.get("/api/v1/notices?only=some", headers=headers).status_code == 422


def test_a_thousand_notices_are_read_page_by_page_each_once(browser, platform, asked):
    at = platform.clock.now()
    with platform.store.write() as uow:
        uow.add_notices(
            Notice(f"n{number:04}", "buyer", f"Fire drill number {number:04}.", "/notices", at + timedelta(seconds=number % 7))
            for number in range(1_000)
        )
        uow.commit()
    buyer = browser("buyer")
    address, seen, pages = "/notices", [], 0
    while address:
        page = buyer.get(address).text
        seen += set(re.findall(r"Fire drill number (\d{4})\.", page))
        assert len(page) < 120_000
        pages += 1
        following = re.search(r'href="(/notices\?after=[^"]+)"', page)
        address = unescape(following[1]) if following else ""
        assert pages < 100
    assert sorted(seen) == [f"{number:04}" for number in range(1_000)]
    assert re.search(r"<span>Notices</span><span class=\"count\">(1001|\d+\+)</span>", buyer.get("/notices").text)
