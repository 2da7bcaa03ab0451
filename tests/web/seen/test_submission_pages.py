"""Pages of what was seen: for those who may, as it was, and honest about what was tampered with."""

import sqlalchemy as sa

from web.conftest import plain


def ids(platform, started):
    """The submissions of the instance whose task is at that path."""
    with platform.store.read() as uow:
        task = uow.task(started.rsplit("/", 1)[1])
        return task.instance_id, list(uow.submissions(task.instance_id).values())


def test_a_start_form_is_shown_as_it_was_with_who_when_and_language(started, browser, platform):
    _, (id,) = ids(platform, started)
    page = browser("auditor").get(f"/submissions/{id}").text
    for text in ("Laptop", "12,000", "Buyer", "Intact", "order.form.json", "Item"):
        assert text in plain(page), text


def test_the_task_owner_sees_what_they_sent_and_strangers_see_nothing(started, browser, platform):
    _, (id,) = ids(platform, started)
    assert browser("buyer").get(f"/submissions/{id}").status_code == 200
    assert browser("stranger").get(f"/submissions/{id}").status_code == 404
    assert browser().get(f"/submissions/{id}").status_code in (302, 303, 401)
    assert browser("auditor").get("/submissions/nothing").status_code == 404


def test_the_language_of_the_page_is_kept(started, browser, platform):
    browser("buyer").post(started, {"f.note": "All right"}, headers={"Accept-Language": "de"})
    _, (_, id) = ids(platform, started)
    with platform.store.read() as uow:
        assert uow.submission(id).told["language"] == "de"
    assert "de" in plain(browser("auditor").get(f"/submissions/{id}").text)


def test_the_instance_and_its_replay_lead_to_what_was_seen(started, browser, platform):
    instance_id, (id,) = ids(platform, started)
    for path in (f"/instances/{instance_id}", f"/instances/{instance_id}/replay"):
        assert f'href="/submissions/{id}"' in browser("auditor").get(path).text, path


def test_content_that_was_altered_in_the_database_is_said_to_be(started, browser, platform):
    _, (id,) = ids(platform, started)
    with platform.store.read() as uow:
        text = uow.submission(id).text
    _tamper(platform, id, text.replace(b"Laptop", b"Tablet"))
    page = plain(browser("auditor").get(f"/submissions/{id}").text)
    assert "Altered" in page
    assert "Intact" not in page
    for content in (b"", b"\x78nonsense", b"[]", b'{"shown": {"version": 99}}'):
        _tamper(platform, id, content)
        assert "Altered" in browser("auditor").get(f"/submissions/{id}").text


def test_a_digest_that_was_altered_with_its_content_is_found_by_the_journal(started, browser, platform):
    import hashlib

    _, (id,) = ids(platform, started)
    with platform.store.read() as uow:
        text = uow.submission(id).text.replace(b"Laptop", b"Tablet")
    _tamper(platform, id, text, hashlib.sha256(text).hexdigest())
    assert "Altered" in plain(browser("auditor").get(f"/submissions/{id}").text)


def test_hostile_text_stays_text(browser, order, platform):
    evil = "<script>alert(1)</script>'\"{{ 7*7 }}"
    started = browser("buyer").post("/start/order", {"f.item": evil, "f.amount": "1"}).headers["Location"]
    _, (id,) = ids(platform, started)
    page = browser("auditor").get(f"/submissions/{id}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def _tamper(platform, id, content, digest=None):
    values = {"content": content} | ({"digest": digest} if digest else {})
    with platform.store.engine.begin() as connection:
        table = sa.Table("submissions", sa.MetaData(), autoload_with=connection)
        connection.execute(sa.update(table).where(table.c.id == id).values(**values))
