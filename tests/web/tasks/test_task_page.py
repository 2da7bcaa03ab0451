"""The page of one task: the list beside it, undo, the next task, what was typed, handing on, where values come from."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from baton.domain.actors import PLATFORM
from baton.domain.engine import Start
from baton.domain.errors import Conflict
from baton.usecases import due, instances, tasks
from baton.usecases.worklist import completing
from baton.web.app import create_app
from baton.web.settings import WebSettings
from web.conftest import PARTIAL, plain

GOOD = {"f.note": "All good"}


@pytest.fixture
def app(app, platform):
    """The same people, and eight seconds to undo."""
    return create_app(replace(platform, undo_seconds=8), WebSettings(secret_key="k" * 32))


@pytest.fixture
def more(platform, started, browser):
    """Three tasks in the buyers' queue, as addresses: the started one is the first."""
    with platform.store.read() as uow:
        definition = uow.latest_definition("order").id
    buyer = actor(platform, "buyer")
    for item in ("Desk", "Chair"):
        instances.start_instance(platform, buyer, definition, Start({"item": item}))
    found = re.findall(r'href="(/tasks/[0-9a-f-]{36})', browser("buyer").get("/tasks?view=team").text)
    return list(dict.fromkeys(found))


def actor(platform, id):
    with platform.store.read() as uow:
        return uow.person(id).actor()


def later(platform, clock, seconds):
    clock.move_to(clock.now() + timedelta(seconds=seconds))
    due.drain(platform)


def test_the_list_stands_beside_the_task_with_its_row_marked(browser, more):
    page = browser("buyer").get(f"{more[1]}?view=team&sort=created").text

    marked = re.findall(r'<a href="([^"]+)"[^>]*aria-current="page"', page)
    assert [address.replace("&amp;", "&") for address in marked if "/tasks/" in address] == [f"{more[1]}?view=team&sort=created"]
    assert "2 of 3" in plain(page)
    for other in more:
        assert f'href="{other}?view=team&amp;sort=created"' in page


def test_a_bare_address_finds_the_list_in_which_the_task_stands(browser, more):
    buyer = browser("buyer")
    assert "Team queue" in plain(buyer.get(more[0]).text)
    buyer.post(f"{more[0]}/claim")
    assert "Assigned to me" in plain(buyer.get(more[0]).text)


def test_the_task_alone_is_sent_when_only_the_task_changes(browser, more):
    fragment = browser("buyer").get(f"{more[1]}?view=team", headers=PARTIAL).text
    assert fragment.lstrip().startswith('<div class="work" id="work"')
    assert 'id="beside"' not in fragment
    assert browser("buyer").get(f"{more[1]}/beside?view=team", headers=PARTIAL).text.lstrip().startswith("<nav")


def test_whether_the_list_is_shown_is_remembered(browser, started):
    buyer = browser("buyer")
    assert 'class="desk"' in buyer.get(started).text
    assert 'class="desk is-wide"' in buyer.get(f"{started}?wide=1").text
    assert 'class="desk is-wide"' in buyer.get(started).text
    buyer.get(f"{started}?wide=0")
    assert 'class="desk"' in buyer.get(started).text


def test_after_completing_the_next_task_opens_with_a_way_back(browser, more, platform, clock):
    buyer = browser("buyer")
    answer = buyer.post(f"{more[1]}?view=team", GOOD)
    assert answer.headers["Location"] == f"{more[2]}?view=team"

    page = buyer.get(answer.headers["Location"]).text
    assert "Completed “Check order”." in page
    assert f'action="{more[1]}/undo"' in page
    assert 'data-countdown="8"' in page
    assert f'action="{more[1]}/undo"' not in buyer.get(more[2]).text, "said once"

    later(platform, clock, 8)
    assert "completed this task" in plain(buyer.get(more[1]).text)


def test_the_last_task_of_a_list_leads_back_to_it(browser, started):
    assert browser("buyer").post(started, GOOD).headers["Location"] == "/tasks"
    page = browser("buyer").get("/tasks").text
    assert "undo" not in page, "another browser did not complete anything"


def test_undoing_brings_back_what_was_typed(browser, started, platform, clock):
    buyer = browser("buyer")
    buyer.post(started, GOOD)
    assert "You completed this task. Nothing has happened yet." in plain(buyer.get(started).text)

    answer = buyer.post(f"{started}/undo")
    assert answer.headers["Location"].startswith(started)
    later(platform, clock, 30)
    page = buyer.get(started).text
    assert "What you typed is back." in page
    assert 'value="All good"' in page
    assert "In progress" in page


def test_undoing_too_late_says_so(browser, started, platform, clock):
    buyer = browser("buyer")
    buyer.post(started, GOOD)
    later(platform, clock, 9)

    buyer.post(f"{started}/undo")
    page = plain(buyer.get(started).text)
    assert "too late" in page
    assert "completed this task" in page


def test_others_see_that_the_task_is_being_completed(browser, started):
    browser("buyer").post(started, GOOD)

    page = browser("admin").get(started).text
    assert "Buyer is completing this task." in page
    assert 'name="f.note"' not in page or "disabled" in page
    assert browser("admin").post(started, {"f.note": "Mine"}).status_code == 409
    assert browser("admin").post(f"{started}/undo").status_code == 404
    assert "Completing" in plain(browser("admin").get(f"{started}?view=all").text)


def test_the_same_form_sent_twice_is_completed_once(browser, started, platform, clock):
    buyer = browser("buyer")
    assert buyer.post(started, GOOD).status_code == 303
    assert buyer.post(started, GOOD).status_code == 303
    other = buyer.post(started, {"f.note": "Something else"})
    assert other.status_code == 409
    assert "undo that first" in other.text
    assert "Something else" in other.text

    later(platform, clock, 9)
    with platform.store.read() as uow:
        kinds = [entry.kind for entry in uow.entries(uow.task(started.rpartition("/")[2]).instance_id)]
    assert kinds.count("complete-task") == 1


def test_what_was_refused_when_the_time_was_over_can_be_copied(browser, started, platform, clock):
    buyer = browser("buyer")
    buyer.post(started, GOOD)
    with platform.store.read() as uow:
        instance_id = uow.task(started.rpartition("/")[2]).instance_id
    instances.cancel(platform, actor(platform, "operator"), instance_id, "wrong order")
    later(platform, clock, 9)

    page = plain(buyer.get(started).text)
    assert "This was not completed:" in page
    assert "Note All good" in page
    notices = plain(buyer.get("/notices").text)
    assert "Not completed: Check order" in notices


def test_a_page_that_stood_open_hears_what_happened_meanwhile(browser, started):
    buyer = browser("buyer")
    asks = re.search(r'hx-get="(/tasks/[^"]+/standing\?seen=\w+)"', buyer.get(started).text)[1]
    assert buyer.get(asks, headers=PARTIAL).status_code == 204

    browser("second").post(f"{started}/claim")
    answer = buyer.get(asks, headers=PARTIAL)
    assert answer.status_code == 200
    assert "Second has this task." in answer.text


def test_typing_into_a_task_that_is_gone_loses_nothing(browser, started, platform):
    browser("second").post(f"{started}/claim")
    tasks.complete(platform, actor(platform, "second"), started.rpartition("/")[2], ({"note": "fast"}, None))

    answer = browser("buyer").post(started, {"f.note": "typed for an hour"})
    assert answer.status_code == 409
    assert "already completed" in answer.text
    assert 'data-copy="Note: typed for an hour' in answer.text


def test_claiming_on_the_page_answers_with_the_page(browser, started):
    answer = browser("buyer").post(f"{started}/claim", headers=PARTIAL)
    assert answer.status_code == 200
    assert 'id="work"' in answer.text
    assert "In progress" in answer.text
    late = browser("second").post(f"{started}/claim", headers=PARTIAL)
    assert late.status_code == 409
    assert "taken by buyer" in late.text


def test_fitting_people_come_first_with_the_reason(browser, started):
    buyer = browser("buyer")
    buyer.post(f"{started}/claim")
    words = plain(buyer.get(f"{started}/hand").text)
    people = words[words.index("People") :]
    assert people.index("Second") < people.index("Auditor")
    assert "In buyers" in people
    assert "Not among those the task is for" in people
    found = buyer.get(f"{started}/hand?who=strang&only=1", headers=PARTIAL).text
    assert "Stranger" in found
    assert "Second" not in found
    assert "<html" not in found


def test_only_who_may_hand_the_task_on_is_offered_people(browser, started):
    assert browser("second").get(f"{started}/hand").status_code == 403
    assert browser("stranger").get(f"{started}/hand").status_code == 404


def test_a_note_goes_along_with_the_task(browser, started):
    buyer = browser("buyer")
    buyer.post(f"{started}/claim")
    buyer.post(f"{started}/assign", {"person": "second", "note": "You know <b>Meier</b>."})
    page = browser("second").get(started).text
    assert "You know &lt;b&gt;Meier&lt;/b&gt;." in page
    assert "<b>Meier</b>" not in page


def test_filled_in_values_say_where_they_come_from(browser, started):
    words = plain(browser("buyer").get(started).text)
    assert "Item Laptop From the start form, by Buyer" in words


def test_a_completion_that_waits_is_not_lost_with_the_tab(platform, browser, started, clock):
    browser("buyer").post(started, GOOD)
    with pytest.raises(Conflict):
        completing.submit(replace(platform, undo_seconds=8), actor(platform, "second"), started.rpartition("/")[2], ({}, None))
    later(platform, clock, 9)
    with platform.store.read() as uow:
        task = uow.task(started.rpartition("/")[2])
    assert (task.state.value, task.ended_by) == ("completed", "buyer")
    assert PLATFORM.id != task.ended_by


def test_the_history_beside_the_task_speaks_the_readers_language(browser, started):
    second = browser("second")
    second.post(f"{started}/claim")
    words = plain(second.get(started).text)
    assert "Check order claimed by Second" in words
    assert "Started by Buyer" in words
    words = plain(second.get(started, headers={"Accept-Language": "de"}).text)
    assert "Check order übernommen von Second" in words
    assert "Gestartet von Buyer" in words
