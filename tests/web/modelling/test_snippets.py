"""Pieces of diagrams: kept for all designers, refused when they are none."""

import json

import pytest

PIECE = json.dumps({"0": [{"id": "a", "businessObject": {"$type": "bpmn:UserTask", "name": "Approve"}}]})


def save(person, **body):
    return person.client.post(
        "/snippets.json", json={"description": "", "content": PIECE, **body}, headers={"X-CSRFToken": person.csrf}
    )


def test_a_piece_is_offered_to_every_designer_until_it_is_deleted(browser):
    designer, admin = browser("designer"), browser("admin")
    kept = save(designer, name="Approval").json
    (found,) = admin.get("/snippets.json").json["snippets"]
    assert (found["name"], found["content"], found["by"]) == ("Approval", PIECE, "Designer")
    assert admin.client.delete(f"/snippets/{kept['id']}.json", headers={"X-CSRFToken": admin.csrf}).status_code == 200
    assert designer.get("/snippets.json").json["snippets"] == []
    assert admin.client.delete(f"/snippets/{kept['id']}.json", headers={"X-CSRFToken": admin.csrf}).status_code == 404


def test_two_pieces_never_have_one_name(browser):
    designer = browser("designer")
    save(designer, name="Approval")
    answer = save(designer, name=" Approval ")
    assert answer.status_code == 422
    assert "already is a piece" in answer.json["detail"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"name": "  "}, "a name"),
        ({"name": "x", "content": "{"}, "no piece"),
        ({"name": "x", "content": "[]"}, "no piece"),
        ({"name": "x", "content": "{}"}, "no piece"),
        ({"name": "x", "content": '{"0": [1]}'}, "no piece"),
        ({"name": "x", "content": "[" * 100_000}, "no piece"),
        ({"name": "x", "content": 1}, "as texts"),
    ],
)
def test_what_is_no_piece_is_refused_with_a_sentence(browser, body, said):
    answer = save(browser("designer"), **body)
    assert answer.status_code == 422
    assert said in answer.json["detail"]


def test_a_piece_has_a_largest_size(browser):
    assert save(browser("designer"), name="x", content=" " * (256 * 1024 + 1)).status_code == 413


def test_pieces_are_for_those_who_may_edit(browser):
    assert browser("buyer").get("/snippets.json").status_code == 403
    assert save(browser("buyer"), name="x").status_code == 403
