"""The guided approval: what is answered becomes a draft that can be deployed as it is and runs as it was answered."""

import re

import pytest

from baton.domain.actors import PLATFORM, Actor, Role
from baton.domain.engine import Start
from baton.domain.errors import Forbidden
from baton.domain.ports.queries import PageRequest, TaskFilter
from baton.usecases import deploy, instances, modelling, tasks

ANSWERS = {
    "name": "Travel <request>", "fields": "Where to *\nAmount (money) *\nClass (first, second)\nWhy (long text)", "approvers": "buyers",
    "own": "1", "send_back": "1", "amount": "48", "unit": "hours", "escalation": "directors",
}  # fmt: skip


@pytest.fixture
def drawn(browser):
    def draw(**changed):
        return browser("designer").post("/models/new/approval", {**ANSWERS, **changed})

    return draw


def deployed(platform, answer):
    files = modelling.draft(platform, PLATFORM, answer.headers["Location"].rpartition("/")[2]).files
    return deploy.deploy(platform, PLATFORM, files)


def actor(id, *groups):
    return Actor(id, id, frozenset(groups), frozenset({Role.TASK_OWNER}))


@pytest.mark.parametrize("answers", [{}, {"amount": ""}, {"send_back": ""}, {"own": "", "amount": "", "send_back": ""}])
def test_whatever_is_answered_is_deployed_without_an_error_or_warning(drawn, platform, answers):
    answer = drawn(**answers)
    assert answer.status_code == 303, answer.text
    made = deployed(platform, answer)
    assert [problem.message for problem in made.warnings] == []
    assert made.definitions[0].title == "Travel <request>"


def test_it_runs_as_it_was_answered(drawn, platform):
    deployed(platform, drawn())
    asked, boss = actor("buyer", "buyers"), actor("second", "buyers")
    started = instances.start_instance(platform, asked, "travel-request", Start({"where_to": "Oslo", "amount": 900.0}))

    def task():
        return platform.queries.tasks(boss, TaskFilter(instance_id=started.id), PageRequest(5)).items[0]

    assert task().title == "Travel <request> · Oslo"
    with pytest.raises(Forbidden, match="you started it yourself"):
        tasks.complete(platform, asked, task().id, ({}, "approve"))
    tasks.complete(platform, boss, task().id, ({"comment": "too dear"}, "revise"))
    (back,) = platform.queries.tasks(asked, TaskFilter(instance_id=started.id), PageRequest(5)).items
    assert (back.name, back.assignee) == ("Revise request", "buyer")
    tasks.complete(platform, asked, back.id, ({"where_to": "Oslo", "amount": 500.0}, None))
    tasks.complete(platform, boss, task().id, ({}, "approve"))
    assert platform.queries.instance_row(started.id).instance.state.value == "completed"
    assert instances.variables(platform, started.id)["amount"] == 500.0


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": " "}, "Give the process a name"),
        ({"fields": ""}, "at least one thing"),
        ({"fields": "Amount (gold)"}, "is not a field"),
        ({"fields": "Amount\namount"}, "there twice"),
        ({"fields": "\n".join(f"Field {n}" for n in range(41))}, "At most 40"),
        ({"amount": "soon"}, "whole number"),
        ({"amount": "٣"}, "whole number"),
        ({"escalation": ""}, "who decides when the time is over"),
        ({"approvers": "a, b"}, "Name one group"),
        ({"approvers": "__import__('os')"}, "Name one group"),
    ],
)
def test_what_cannot_be_drawn_is_said_beside_its_question_and_nothing_typed_is_lost(drawn, changed, said):
    answer = drawn(**changed)
    assert answer.status_code == 422
    assert said in answer.text
    (field,) = changed
    assert re.search(rf'(id="{field}"[^>]*aria-invalid="true")', answer.text)
    assert "Where to *" in answer.text or "fields" in changed


def test_reserved_words_and_numbers_become_usable_names(drawn, platform):
    answer = drawn(fields="Class\n2nd name\nOutcome\nÜber uns", send_back="", amount="")
    assert answer.status_code == 303, answer.text
    assert deployed(platform, answer).definitions


def test_only_designers_are_asked(browser):
    assert browser("buyer").get("/models/new/approval").status_code == 403
    page = browser("designer").get("/models/new/approval")
    assert "What people fill in" in page.text
    assert '<option value="buyers">' in page.text
