"""Links to outsiders, the browsers they were opened in and what was begun through them, in every kind of database."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from baton.domain.errors import Conflict, NotFound
from baton.domain.working.links import Begun, Ended, GuestSession, Link, Purpose
from baton.storage.store import SqlStore
from fakes.stored import NOW, a_task, begin

LINK = Link(
    "l1", Purpose.TASK, "i1", "t1", "vera@vendor.example", "Vera ☂", "de", "anna", NOW, NOW + timedelta(days=14), True, "Please.\nThanks",
    {"title": "Look", "facts": {"b": [1, 1.5, None]}}, 1, None, None, None, NOW, None, None, "c" * 43, NOW + timedelta(minutes=10), NOW, 2, 3,
)  # fmt: skip
SESSION = GuestSession("s" * 64, "l1", 1, "csrf", NOW, NOW + timedelta(hours=12), False)


@pytest.fixture
def kept(store: SqlStore) -> SqlStore:
    """A store with one link that is open in one browser."""
    begin(store)
    with store.write() as uow:
        uow.add_tasks([a_task()])
        uow.add_link(LINK, "d1")
        uow.save_guest_session(SESSION)
        uow.commit()
    return store


def test_a_link_comes_back_as_it_was_by_its_id_its_secret_and_its_task(kept: SqlStore) -> None:
    with kept.read() as uow:
        assert uow.link("l1") == LINK
        assert uow.link_by_digest("d1") == (LINK, 1)
        assert uow.links_of_task("t1") == [LINK]
        assert uow.link_by_digest("d2") is None
        assert uow.links_of_task("t2") == []
        with pytest.raises(NotFound):
            uow.link("l2")


def test_every_secret_a_link_had_leads_to_it_with_the_generation_it_was_for(kept: SqlStore) -> None:
    anew = LINK.anew(NOW + timedelta(days=1))
    with kept.write() as uow:
        assert uow.locked_link("l1") == LINK
        uow.save_link(anew, "d2")
        uow.commit()
    with kept.read() as uow:
        assert uow.link_by_digest("d1") == (anew, 1)
        assert uow.link_by_digest("d2") == (anew, 2)


def test_how_a_link_ended_is_kept(kept: SqlStore) -> None:
    ended = replace(
        LINK, ended_at=NOW, ended_how=Ended.PASSED_ON, revoked_at=NOW, opened_at=NOW, seen_at=NOW, code_digest="", code_until=None
    )
    with kept.write() as uow:
        uow.save_link(ended)
        uow.commit()
    with kept.read() as uow:
        assert uow.link("l1") == ended
        assert uow.link_by_digest("d1") == (ended, 1)


def test_the_newest_link_of_a_task_comes_first(kept: SqlStore) -> None:
    with kept.write() as uow:
        for number, minutes in ((2, 5), (3, 1), (4, 5)):
            uow.add_link(replace(LINK, id=f"l{number}", created_at=NOW + timedelta(minutes=minutes)), f"d{number}")
        uow.commit()
    with kept.read() as uow:
        assert [link.id for link in uow.links_of_task("t1")] == ["l4", "l2", "l3", "l1"]


def test_a_browser_is_found_by_the_hash_of_its_cookie_and_confirmed_once(kept: SqlStore) -> None:
    with kept.write() as uow:
        assert uow.guest_session(SESSION.id) == SESSION
        assert uow.guest_session("x") is None
        uow.save_guest_session(replace(SESSION, confirmed=True))
        uow.commit()
    with kept.read() as uow:
        assert uow.guest_session(SESSION.id) == replace(SESSION, confirmed=True)


def test_about_one_line_one_thing_is_begun(kept: SqlStore) -> None:
    begun = [Begun("l1", "1", "i8", NOW + timedelta(seconds=1)), Begun("l1", "0", "i9", NOW + timedelta(seconds=2))]
    with kept.write() as uow:
        for one in begun:
            uow.add_begun(one)
        uow.commit()
    with kept.write() as uow, pytest.raises(Conflict, match="handed in already"):
        uow.add_begun(Begun("l1", "0", "i7", NOW))
    with kept.read() as uow:
        assert uow.begun("l1") == begun
        assert uow.begun("l2") == []


def test_a_locked_link_is_changed_by_one_after_the_other(kept: SqlStore) -> None:
    """Twenty wrong codes at once are twenty tries."""

    def fails() -> None:
        with kept.write() as uow:
            link = uow.locked_link("l1")
            uow.save_link(replace(link, code_failures=link.code_failures + 1))
            uow.commit()

    threads = [threading.Thread(target=fails) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with kept.read() as uow:
        assert uow.link("l1").code_failures == LINK.code_failures + 8
