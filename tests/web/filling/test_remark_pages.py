"""Comments and questions on pages: who reads them, who is told, what comes back to the task."""

import pytest

from baton.domain.ports.queries import PageRequest
from baton.usecases import people
from web.conftest import PARTIAL, plain
from web.filling.conftest import a_file


def notices(platform, person):
    return [one.text for one in platform.queries.notices(person, PageRequest()).items]


def entries(platform, task):
    with platform.store.read() as uow:
        return uow.entries(uow.task(task.rpartition("/")[2]).instance_id)


def test_a_comment_is_read_by_who_sees_the_task_and_by_nobody_else(browser, platform, task):
    said = browser("buyer").post(f"{task}/remarks", {"text": "Looks **good**\n{{ secret }} <img src=x>"})
    assert said.status_code == 303
    page = browser("second").get(f"{task}/remarks").text
    assert "Looks <strong>good</strong><br" in page
    assert "{{ secret }}" in page
    assert "<img src=x" not in page
    for path in (f"{task}/remarks",):
        assert browser("stranger").get(path).status_code == 404
        assert browser("stranger").post(path, {"text": "x"}).status_code == 404
        assert browser().get(path).status_code in (302, 303, 401)


def test_who_is_mentioned_and_may_see_it_is_told(browser, platform, task):
    page = browser("buyer").post(f"{task}/remarks", {"text": "@second please look, @stranger too, @nobody"}, headers=PARTIAL)
    assert len(notices(platform, "second")) == 1
    assert notices(platform, "stranger") == []
    assert "@stranger may not see this and was not told." in plain(page.text)
    assert "<strong>@second</strong>" in page.text
    assert "<strong>@stranger</strong>" not in page.text


def test_a_comment_has_files_and_the_text_stays_when_one_is_refused(browser, task):
    buyer = browser("buyer")
    refused = buyer.post(
        f"{task}/remarks", {"text": "See here", "files": a_file("x.pdf", b"no")}, content_type="multipart/form-data"
    )
    assert refused.status_code == 422
    assert "See here</textarea>" in refused.text
    buyer.post(f"{task}/remarks", {"text": "See here", "files": a_file("x.pdf")}, content_type="multipart/form-data")
    page = browser("second").get(f"{task}/remarks").text
    assert ">x.pdf</a>" in page


def test_an_empty_comment_and_an_endless_one_are_refused_in_words(browser, task):
    assert "Write something first." in browser("buyer").post(f"{task}/remarks", {"text": " \n"}).text
    long = browser("buyer").post(f"{task}/remarks", {"text": "x" * 4001})
    assert long.status_code == 413
    assert "this one has 4001" in long.text


def test_a_comment_is_changed_for_five_minutes_and_taken_back_leaving_a_trace(browser, platform, task, clock):
    from datetime import timedelta

    buyer = browser("buyer")
    place = buyer.post(f"{task}/remarks", {"text": "Frist"}).headers["Location"]
    id = place.partition("#remark-")[2]
    assert buyer.post(f"/remarks/{id}", {"text": "First", "task": task.rpartition("/")[2]}).status_code == 303
    assert browser("second").post(f"/remarks/{id}", {"text": "Mine"}).status_code == 403
    assert "First" in buyer.get(f"{task}/remarks").text
    clock.move_to(clock.now() + timedelta(minutes=6))
    assert buyer.post(f"/remarks/{id}", {"text": "Late"}).status_code == 409
    buyer.post(f"/remarks/{id}", {"remove": "1"})
    page = plain(buyer.get(f"{task}/remarks").text)
    assert "Taken back by its author." in page
    assert "First" not in page


def test_comments_that_did_not_change_are_not_sent_again(browser, task):
    buyer = browser("buyer")
    first = buyer.get(f"{task}/remarks?part=list", headers=PARTIAL)
    assert '<form class="remark-new"' not in first.text
    again = buyer.get(f"{task}/remarks?part=list", headers=PARTIAL | {"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    browser("second").post(f"{task}/remarks", {"text": "News"})
    assert "News" in buyer.get(f"{task}/remarks?part=list", headers=PARTIAL | {"If-None-Match": first.headers["ETag"]}).text


def asked(browser, task, to="stranger", text="How much is left?"):
    return browser("buyer").post(f"{task}/ask", {"to": to, "text": text})


def question_of(browser, person):
    page = browser(person).get("/questions").text
    return page.partition('href="/questions/')[2].partition('"')[0]


def test_a_question_goes_to_somebody_who_does_not_see_the_task_and_the_answer_comes_back(browser, platform, task):
    assert asked(browser, task).status_code == 303
    assert len(notices(platform, "stranger")) == 1
    assert browser("buyer").get(task).status_code == 200, "the task stays where it is"
    waiting = plain(browser("buyer").get(f"{task}/remarks").text)
    assert "Waiting for an answer from Stranger" in waiting
    id = question_of(browser, "stranger")
    assert "How much is left?" in browser("stranger").get(f"/questions/{id}").text
    done = browser("stranger").post(
        f"/questions/{id}", {"text": "About **9**", "files": a_file("list.pdf")}, content_type="multipart/form-data"
    )
    assert done.status_code == 303
    told = browser("buyer").get(f"{task}/remarks").text
    assert "About <strong>9</strong>" in told
    assert ">list.pdf</a>" in told
    assert "Waiting for" not in told
    assert len(notices(platform, "buyer")) == 1
    kinds = [entry.content["command"].get("kind") for entry in entries(platform, task)]
    assert kinds[-2:] == ["question-asked", "question-answered"]
    assert browser("stranger").post(f"/questions/{id}", {"text": "Again"}).status_code == 409


def test_a_question_is_answered_only_by_who_is_asked(browser, task):
    asked(browser, task)
    id = question_of(browser, "stranger")
    assert browser("second").post(f"/questions/{id}", {"text": "Mine"}).status_code == 404
    assert browser("designer").get(f"/questions/{id}").status_code == 404
    assert browser("stranger").post(f"/questions/{id}", {"text": " "}).status_code == 422


@pytest.mark.parametrize(
    ("to", "sentence"), [("buyer", "You cannot ask yourself"), ("", "Choose whom to ask"), ("x@example.com", "Choose whom")]
)
def test_a_question_to_nobody_is_refused_and_its_text_stays(browser, task, to, sentence):
    refused = asked(browser, task, to, "My long text")
    assert refused.status_code == 422
    assert sentence in refused.text
    assert "My long text</textarea>" in refused.text


def test_reminders_are_counted_and_a_question_can_be_taken_back(browser, platform, task):
    asked(browser, task)
    id = question_of(browser, "stranger")
    for _ in range(2):
        browser("buyer").post(f"/questions/{id}/remind")
    assert "reminded 2 times" in plain(browser("buyer").get(f"{task}/remarks").text)
    assert len(notices(platform, "stranger")) == 3
    assert browser("stranger").post(f"/questions/{id}/withdraw").status_code == 403
    browser("buyer").post(f"/questions/{id}/withdraw")
    assert "Nobody waits for an answer of yours" in browser("stranger").get("/questions").text
    assert "taken back" in browser("stranger").get(f"/questions/{id}").text


def test_an_unfinished_form_is_sent_back_and_finds_everything_typed(browser, platform, task):
    buyer = browser("buyer")
    from web.filling.conftest import upload

    address = upload(buyer, task).json["address"]
    check = buyer.post(task, {"f.amount": "9", "f.remarks": "cheap", "f.offer": address, "~rows.lines": "0"}).headers["Location"]
    found = buyer.get("/tasks?view=all").text
    check = "/tasks/" + found.partition('href="/tasks/')[2].partition('"')[0].partition("?")[0]
    wrong = buyer.post(check, {"f.score": "many", "f.reason": "Too dear", "outcome": "back"})
    assert wrong.status_code == 422, "a wrong type is wrong also when it goes back"
    silent = buyer.post(check, {"f.score": "3", "outcome": "back"})
    assert silent.status_code == 422, "the reason is required"
    assert 'href="#field-reason"' in silent.text
    refused = buyer.post(check, {"f.score": "3", "outcome": "approve"})
    assert refused.status_code == 422, "the verdict is required to approve"
    assert buyer.post(check, {"f.score": "3", "f.verdict": "ok", "f.reason": "Too dear", "outcome": "back"}).status_code == 303
    with platform.store.read() as uow:
        instance_id = uow.task(check.rpartition("/")[2]).instance_id
        (again,) = uow.open_tasks(instance_id)
    assert again.name == "Enter offer"
    page = buyer.get(f"/tasks/{again.id}").text
    assert 'value="cheap"' in page
    assert ">offer.pdf</a>" in page
    from baton.usecases.instances import variables

    assert variables(platform, instance_id)["verdict"] == "ok"


def test_the_worklist_shows_what_is_begun_what_waits_and_what_others_ask(browser, task):
    assert "draft-dot" not in browser("buyer").get("/tasks").text
    browser("buyer").post(f"{task}/draft", {"f.remarks": "x"})
    asked(browser, task)
    listed = browser("buyer").get("/tasks").text
    assert "draft-dot" in listed
    assert "Waiting for Stranger" in listed
    assert "Waiting for Stranger" in browser("buyer").get(task).text
    assert "draft-dot" not in browser("second").get("/tasks?view=all").text
    stranger = browser("stranger").get("/tasks?view=mine").text
    assert "Questions for you" in stranger
    assert "How much is left?" in stranger


def test_programs_read_and_write_comments(app, platform, task):
    def call(method, person, **body):
        bearer = {"Authorization": f"Bearer {people.create_token(platform, person)}"}
        return app.test_client().open(f"/api/v1{task}/remarks", method=method, headers=bearer, **body)

    said = call("POST", "buyer", json={"text": "@second look"})
    assert (said.status_code, said.json["mentions"], said.json["author"]) == (201, ["second"], "buyer")
    assert [one["text"] for one in call("GET", "second").json["items"]] == ["@second look"]
    assert call("POST", "buyer", json={"text": ""}).status_code == 422
    assert call("GET", "stranger").status_code == 404


def test_the_instance_has_the_comments_and_files_of_its_tasks(browser, platform, task):
    browser("buyer").post(
        f"{task}/remarks", {"text": "From the task", "files": a_file("x.pdf")}, content_type="multipart/form-data"
    )
    with platform.store.read() as uow:
        instance = f"/instances/{uow.task(task.rpartition('/')[2]).instance_id}"
    page = browser("auditor").get(f"{instance}/remarks").text
    assert "From the task" in page
    assert "Enter offer" in page
    assert ">x.pdf</a>" in browser("auditor").get(f"{instance}/attachments").text
    assert browser("auditor").post(f"{instance}/remarks", {"text": "Seen"}).status_code == 303
    assert browser("stranger").get(f"{instance}/remarks").status_code == 404
    assert f'hx-get="{instance}/remarks"' in browser("auditor").get(instance).text
