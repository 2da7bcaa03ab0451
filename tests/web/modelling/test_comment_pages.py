"""Comments on a draft: said, answered, mentioned, settled; as a page, as a fragment, and refused without losing a word."""

import pytest

from web.conftest import PARTIAL


@pytest.fixture
def draft(browser):
    return browser("designer").post("/models", {"name": "Supplier onboarding"}).headers["Location"]


def test_a_comment_stands_beside_its_element_and_is_no_markup(browser, draft):
    designer = browser("designer")
    answer = designer.post(f"{draft}/comments", {"text": "Who is <b>this</b> for?", "element": "first", "file": "x.bpmn"})
    assert answer.status_code == 303
    page = designer.get(f"{draft}/comments").text
    assert "Who is &lt;b&gt;this&lt;/b&gt; for?" in page
    assert 'data-element="first">First task</button>' in page
    assert "&#34;first&#34;: 1" in page


def test_whoever_is_mentioned_or_answered_gets_a_notice_and_nobody_else(browser, draft):
    designer, admin = browser("designer"), browser("admin")
    designer.post(f"{draft}/comments", {"text": "@admin please look, @buyer too, mail a@designer.example"})
    assert "mentions you in" in admin.get("/notices").text
    assert "mentions you" not in browser("buyer").get("/notices").text
    assert "mentions you" not in designer.get("/notices").text
    first = designer.get(f"{draft}/comments").text.split('id="comment-')[2].split('"')[0]
    admin.post(f"{draft}/comments", {"text": "Looks right.", "reply_to": first})
    assert "answered you in" in designer.get("/notices").text
    assert "<b>@admin</b>" in admin.get(f"{draft}/comments").text


def test_what_is_settled_is_hidden_until_asked_for(browser, draft):
    designer = browser("designer")
    designer.post(f"{draft}/comments", {"text": "Too long?"})
    comment = designer.get(f"{draft}/comments").text.split('<li class="thread" id="comment-')[1].split('"')[0]
    assert designer.post(f"{draft}/comments/{comment}/settled", {"settled": "1"}).status_code == 303
    assert "Too long?" not in designer.get(f"{draft}/comments").text
    assert "Settled by Designer" in designer.get(f"{draft}/comments?settled=1").text
    designer.post(f"{draft}/comments/{comment}/settled", {"settled": "0"})
    assert "Too long?" in designer.get(f"{draft}/comments").text


def test_an_empty_or_endless_comment_is_refused_and_stays_in_its_box(browser, draft):
    designer = browser("designer")
    assert "Write something first" in designer.post(f"{draft}/comments", {"text": "  "}).text
    answer = designer.post(f"{draft}/comments", {"text": "x" * 4001}, headers=PARTIAL)
    assert answer.status_code == 422
    assert "at most 4000 characters" in answer.text
    assert "x" * 4001 in answer.text
    assert "<html" not in answer.text


def test_a_comment_of_another_draft_cannot_be_answered_or_settled(browser, draft):
    designer = browser("designer")
    designer.post(f"{draft}/comments", {"text": "Mine"})
    comment = designer.get(f"{draft}/comments").text.split('<li class="thread" id="comment-')[1].split('"')[0]
    other = designer.post("/models", {"name": "Other"}).headers["Location"]
    assert designer.post(f"{other}/comments", {"text": "Yours?", "reply_to": comment}).status_code == 404
    assert designer.post(f"{other}/comments/{comment}/settled", {"settled": "1"}).status_code == 404


def test_comments_are_for_those_who_may_edit(browser, draft):
    assert browser("buyer").get(f"{draft}/comments").status_code == 403
    assert browser("buyer").post(f"{draft}/comments", {"text": "Hello"}).status_code == 403
