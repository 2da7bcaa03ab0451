"""Drafts of forms on pages: saved by the script and by the button, found on another device, lost to nobody."""

from web.conftest import plain

PHONE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Mobile/15E148"}
TYPED = {"f.amount": "12a", "f.remarks": "Not <b>done</b>", "~rows.lines": "1", "f.lines.0": "first"}


def test_what_was_typed_on_one_device_is_found_on_another_as_it_was_typed(browser, task):
    saved = browser("buyer").post(f"{task}/draft", {**TYPED, "~revision": "0"}, headers=PHONE)
    assert (saved.status_code, saved.json["revision"], saved.json["text"]) == (200, 1, "Draft saved")
    page = browser("buyer").get(task).text
    assert 'value="12a"' in page, "no number, and still here"
    assert "Not &lt;b&gt;done&lt;/b&gt;" in page
    assert 'value="first"' in page
    assert "You go on with your draft of" in plain(page)
    assert "(phone)" in plain(page)
    assert 'name="~revision" value="1"' in page


def test_the_button_saves_a_draft_without_scripts(browser, task):
    page = browser("buyer").post(task, {**TYPED, "~op": "draft", "~revision": "0"})
    assert page.status_code == 200
    assert "The draft is saved." in page.text
    assert 'value="12a"' in browser("buyer").get(task).text


def test_of_two_tabs_the_later_one_is_asked_and_nothing_is_lost(browser, task):
    buyer = browser("buyer")
    buyer.post(f"{task}/draft", {"f.remarks": "from the phone", "~revision": "0"}, headers=PHONE)
    refused = buyer.post(f"{task}/draft", {"f.remarks": "from here", "~revision": "0"})
    assert refused.status_code == 409
    assert (refused.json["revision"], refused.json["on"]) == (1, "phone")
    assert "from the phone" in buyer.get(task).text
    page = buyer.post(task, {"f.remarks": "from here", "~revision": "0", "~op": "draft"}).text
    assert "changed in another tab or on another device" in page
    assert "from here" in page
    assert 'value="draft-anyway"' in page
    buyer.post(task, {"f.remarks": "from here", "~revision": "0", "~op": "draft-anyway"})
    assert "from here" in buyer.get(task).text


def test_the_same_draft_saved_twice_is_no_conflict(browser, task):
    buyer = browser("buyer")
    for _ in range(2):
        assert buyer.post(f"{task}/draft", {"f.remarks": "x", "~revision": "0"}).json["revision"] == 1


def test_a_draft_can_be_discarded(browser, task):
    buyer = browser("buyer")
    buyer.post(f"{task}/draft", TYPED)
    assert buyer.post(f"{task}/draft/discard").status_code == 303
    assert 'value="12a"' not in buyer.get(task).text


def test_a_draft_goes_when_the_form_is_sent_and_stays_when_it_is_refused(browser, platform, task):
    from web.filling.conftest import upload

    buyer = browser("buyer")
    address = upload(buyer, task).json["address"]
    full = {"f.amount": "9", "f.offer": address, "~rows.lines": "0"}
    buyer.post(f"{task}/draft", {**full, "f.amount": "none"})
    assert buyer.post(task, {**full, "f.amount": "none"}).status_code == 422
    with platform.store.read() as uow:
        assert uow.form_draft(f"task:{task.rpartition('/')[2]}", "buyer")
    assert buyer.post(task, full).status_code == 303
    with platform.store.read() as uow:
        assert uow.form_draft(f"task:{task.rpartition('/')[2]}", "buyer") is None


def test_whoever_gets_the_task_may_go_on_with_what_others_typed(browser, task):
    buyer, second = browser("buyer"), browser("second")
    buyer.post(f"{task}/draft", TYPED)
    buyer.post(f"{task}/release")
    page = second.get(task).text
    assert "Buyer has left a draft of" in plain(page)
    assert 'value="12a"' not in page
    assert second.post(f"{task}/draft/take", {"author": "buyer"}).status_code == 303
    assert 'value="12a"' in second.get(task).text
    assert browser("stranger").post(f"{task}/draft/take", {"author": "buyer"}).status_code in (403, 404)


def test_strangers_save_no_drafts(browser, task):
    assert browser("stranger").post(f"{task}/draft", TYPED).status_code == 404
    assert browser().post(f"{task}/draft", TYPED).status_code in (302, 303, 401)


def test_a_start_form_has_drafts_too_and_loses_them_when_it_starts(browser, purchase):
    buyer = browser("buyer")
    assert buyer.post("/start/purchase/draft", {"f.item": "x"}).json["revision"] == 1
    assert 'value="x"' in buyer.get("/start/purchase").text
    assert 'value="x"' not in browser("second").get("/start/purchase").text
    assert buyer.post("/start/purchase", {"f.item": "Laptop"}).status_code == 303
    assert "You go on" not in buyer.get("/start/purchase").text


def test_hostile_text_survives_a_draft(browser, task):
    nasty = "\x00\u202e<script>alert(1)</script>'; DROP TABLE form_drafts;-- 👩‍👩‍👧 \ufeff"
    assert browser("buyer").post(f"{task}/draft", {"f.remarks": nasty}).status_code == 200
    page = browser("buyer").get(task)
    assert page.status_code == 200
    assert "<script>alert(1)" not in page.text
    assert "DROP TABLE form_drafts" in page.text
