"""Filters in the address, saved views, snoozing, many tasks at once, requests and favourites, as a browser sees them."""

from datetime import timedelta

from web.conftest import PARTIAL, plain


def _id(started):
    return started.rsplit("/", 1)[1]


def test_tasks_are_filtered_by_a_variable_in_the_address_and_the_chip_takes_it_away(browser, started):
    second = browser("second")
    page = second.get("/tasks?view=team&var.amount=>5000&var.item=~lap").text
    assert started in page
    assert "Amount: &gt; 5000" in page
    assert 'href="/tasks?view=team&amp;var.item=~lap"' in page.replace("%7E", "~")
    assert started not in second.get("/tasks?view=team&var.amount=<5000").text
    assert "Nothing matches" in second.get("/tasks?view=team&var.nothing=1").text


def test_a_filter_from_the_menu_becomes_part_of_the_address(browser, started):
    answer = browser("second").get("/tasks?view=team&field=amount&operator=>%3D&value=12000")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/tasks?view=team&var.amount=%3E%3D12000"


def test_a_filter_that_is_not_understood_is_said_and_the_list_is_shown(browser, started):
    page = browser("second").get("/tasks?view=team&var.amount=>&due=someday&sort=colour&after=rubbish").text
    assert started in page
    assert "says &gt; but not what" in page
    assert "someday" in page
    assert "page marker" in page


def test_a_saved_view_is_shared_with_a_group_and_opens_first(browser, started):
    buyer = browser("buyer")
    query = "view=team&var.amount=%3E5000"
    saved = buyer.post("/tasks/views", {"name": "Big ones", "query": query, "share": "group:buyers", "opens": "1"})
    address = saved.headers["Location"]
    assert address.startswith(f"/tasks?{query}&saved=")
    assert buyer.get("/tasks").headers["Location"] == address
    assert "Big ones" in browser("second").get("/tasks?view=mine").text
    assert "Big ones" not in browser("stranger").get("/tasks?view=mine").text
    id = address.rsplit("=", 1)[1]
    browser("second").post(f"/tasks/views/{id}", {"act": "delete"})
    assert buyer.get("/tasks").status_code == 303
    buyer.post(f"/tasks/views/{id}", {"act": "rename", "name": "Bigger"})
    assert "Bigger" in buyer.get(address).text
    buyer.post(f"/tasks/views/{id}", {"act": "delete"})
    assert buyer.get("/tasks").status_code == 200


def test_a_snoozed_task_leaves_one_persons_list_and_comes_back_by_itself(browser, started, clock):
    answer = browser("second").post("/tasks/bulk", {"task": [_id(started)], "act": "snooze:tomorrow"})
    assert "1 of 1 done" in plain(answer.text)
    assert started not in browser("second").get("/tasks?view=team").text
    assert started in browser("second").get("/tasks?view=snoozed").text
    assert started in browser("buyer").get("/tasks?view=team").text
    clock.move_to(clock.now() + timedelta(days=1, hours=1))
    assert started in browser("second").get("/tasks?view=team").text


def test_many_tasks_at_once_say_of_each_what_became_of_it(browser, started):
    first = _id(started)
    other = _id(browser("buyer").post("/start/order", {"f.item": "Chair", "business_key": "PO-2"}).headers["Location"])
    browser("buyer").post(f"/tasks/{first}/claim")
    words = plain(browser("second").post("/tasks/bulk", {"task": [first, other], "act": "claim"}).text)
    assert "1 of 2 done" in words
    assert "taken by Buyer" in words
    words = plain(browser("second").post("/tasks/bulk", {"task": [other], "act": "finish"}).text)
    assert "Needs values" in words
    assert "0 of 1 done" in words
    assert browser("second").post("/tasks/bulk", {"act": "claim"}).status_code == 422
    too_many = {"task": [str(number) for number in range(201)], "act": "claim"}
    assert "At most 200" in browser("second").post("/tasks/bulk", too_many).text


def test_requests_show_where_each_of_them_is(browser, started):
    words = plain(browser("buyer").get("/tasks?view=started").text)
    assert "Waits for: Check order" in words
    assert "last change" in words
    assert "PO-1" not in plain(browser("second").get("/tasks?view=started").text)


def test_a_row_that_is_gone_says_who_took_it(browser, started):
    browser("buyer").post(f"{started}/claim")
    assert browser("second").get(f"/tasks/gone?task={_id(started)}").json == {_id(started): "taken by Buyer"}
    assert browser("stranger").get(f"/tasks/gone?task={_id(started)}").json == {}


def test_the_fragment_brings_the_counts_of_the_tabs_along(browser, started):
    fragment = browser("second").get("/tasks?view=team", headers=PARTIAL).text
    assert 'id="tabs"' in fragment
    assert 'id="filters-used"' in fragment


def test_favourites_come_first_in_the_catalogue(browser, order):
    buyer = browser("buyer")
    assert "Favourites" not in plain(buyer.get("/start").text)
    buyer.post("/start/order/star", {"starred": "1"})
    assert "Favourites" in plain(buyer.get("/start").text)
    assert "Favourites" not in plain(browser("second").get("/start").text)
