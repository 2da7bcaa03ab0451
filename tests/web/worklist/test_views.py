"""Saved views are renamed, shared, written over and deleted; variables stand in the list as columns and sort it."""

import pytest

from web.conftest import PARTIAL, plain


@pytest.fixture
def view(browser, started):
    """The path of a view of the buyer."""
    query = "view=team&var.amount=%3E5000&column=amount"
    saved = browser("buyer").post("/tasks/views", {"name": "Big ones", "query": query})
    return "/tasks/views/" + saved.headers["Location"].rsplit("=", 1)[1]


def _address(view):
    return "/tasks?view=team&var.amount=%3E5000&column=amount&saved=" + view.rsplit("/", 1)[1]


def test_a_view_is_changed_on_a_page_and_in_a_dialog(browser, view):
    page = browser("buyer").get(view)
    assert page.text.startswith("<!doctype")
    assert 'value="Big ones"' in page.text
    assert "<!doctype" not in browser("buyer").get(view, headers=PARTIAL).text
    assert f'href="{view}"' in browser("buyer").get("/tasks?view=mine").text


def test_a_view_is_renamed_shared_and_no_longer_shared(browser, view):
    buyer = browser("buyer")
    answer = buyer.post(view, {"act": "save", "name": "Bigger", "group": ["buyers"], "opens": "1"})
    assert answer.headers["Location"] == _address(view)
    assert "Bigger by Buyer" in plain(browser("second").get("/tasks?view=mine").text)
    assert f'href="{view}"' not in browser("second").get("/tasks?view=mine").text
    assert buyer.get("/tasks").headers["Location"] == _address(view)
    buyer.post(view, {"act": "save", "name": "Bigger"})
    assert "Bigger" not in browser("second").get("/tasks?view=mine").text
    assert buyer.get("/tasks").status_code == 200


def test_a_wrong_name_or_group_is_said_and_nothing_typed_is_lost(browser, view):
    buyer = browser("buyer")
    answer = buyer.post(view, {"act": "save", "name": " ", "group": ["buyers"]})
    assert answer.status_code == 422
    assert "Give the view a name" in plain(answer.text)
    assert 'value="buyers" checked' in answer.text
    assert "you are not in others" in plain(buyer.post(view, {"act": "save", "name": "Mine", "group": ["others"]}).text)
    assert 'value="Big ones"' in buyer.get(view).text


def test_a_view_whose_filters_changed_says_so_and_is_written_over(browser, view):
    buyer = browser("buyer")
    assert "changed" not in plain(buyer.get(_address(view)).text)
    other = _address(view).replace("5000", "7000")
    page = buyer.get(other).text
    assert "Big ones changed" in plain(page)
    assert "Save changes" in page
    buyer.post(view, {"act": "overwrite", "query": "view=team&var.amount=%3E7000&sort=-var.amount&column=amount&column=item"})
    again = buyer.get(f"/tasks?view=team&var.amount=>7000&sort=-var.amount&column=amount&column=item&saved={view[-36:]}").text
    assert "Big ones" in again
    assert "Save changes" not in again


def test_somebody_elses_view_can_be_used_and_not_changed(browser, view):
    browser("buyer").post(view, {"act": "save", "name": "Big ones", "everybody": "1"})
    second = browser("second")
    assert "Big ones by Buyer" in plain(second.get("/tasks?view=mine").text)
    assert "Save changes" not in second.get(_address(view).replace("5000", "1")).text
    assert second.get(view).status_code == 404
    assert second.post(view, {"act": "save", "name": "Mine now"}).status_code == 404
    second.post(view, {"act": "overwrite", "query": "view=all"})
    second.post(view, {"act": "delete"})
    assert "Big ones" in browser("buyer").get(_address(view)).text


def test_variables_are_columns_in_the_words_of_the_start_form_also_when_done(browser, started):
    second = browser("second")
    page = second.get("/tasks?view=team&column=amount&column=item&column=nothing").text
    assert "Amount: 12,000" in plain(page).replace(" :", ":")
    assert "Item: Laptop" in plain(page).replace(" :", ":")
    assert 'href="/tasks?view=team&amp;sort=var.amount&amp;column=amount' in page
    assert "Laptop" in second.get("/tasks?view=team&column=item", headers=PARTIAL).text
    second.post(started, {"f.note": "Fine"})
    assert "Item: Laptop" in plain(second.get("/tasks?view=done&column=item").text)
    assert "Laptop" not in plain(browser("stranger").get("/tasks?view=all&column=item").text)
    many = "&".join(f"column=c{number}" for number in range(9))
    assert "Only the first 4 columns" in plain(second.get(f"/tasks?view=team&{many}").text)


def test_the_list_is_sorted_by_several_keys_from_the_menu(browser, started):
    buyer = browser("buyer")
    cheap = buyer.post("/start/order", {"f.item": "Chair", "f.amount": "80", "business_key": "PO-2"}).headers["Location"]
    answer = buyer.get("/tasks?view=team&by=-var.amount&by=&by=due&column=amount")
    assert answer.headers["Location"] == "/tasks?view=team&sort=-var.amount%2Cdue&column=amount"
    page = buyer.get(answer.headers["Location"]).text
    assert page.index(started) < page.index(cheap)
    assert "Amount falling, Due date" in plain(page)
    page = buyer.get("/tasks?view=team&sort=var.amount").text
    assert page.index(cheap) < page.index(started)
    wrong = buyer.get("/tasks?view=team&sort=colour").text
    assert "cannot be sorted by “colour”" in wrong
    assert started in wrong


def test_tasks_without_a_due_date_are_a_filter_of_their_own(browser, started):
    second = browser("second")
    page = second.get("/tasks?view=team&due=none").text
    assert started in page
    assert "Due: No due date" in plain(page)
    assert started not in second.get("/tasks?view=team&due=later").text
