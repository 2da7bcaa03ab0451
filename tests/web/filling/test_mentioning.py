"""People are offered while somebody types @: those who may see the task, and nobody else hears of it."""

import re

import pytest

from baton.domain.actors import PLATFORM, Role
from baton.domain.people import Person
from baton.usecases import people


@pytest.fixture
def crowd(platform):
    """More people: an auditor, who sees everything, and somebody of another department."""
    for id, name, roles in (("olga", "Olga Ortner", {Role.AUDITOR}), ("otto", "Otto Other", {Role.TASK_OWNER})):
        people.add_person(platform, PLATFORM, Person(id, name, roles=frozenset(roles)))


def offered(person, path, text):
    return re.findall(r'data-mention="([^"]+)"', person.get(f"{path}/remarks/people?q={text}").text)


def test_those_who_work_on_the_task_are_offered_before_a_letter_is_typed(browser, task, crowd):
    found = offered(browser("buyer"), task, "")
    assert "second" in found
    assert "buyer" not in found, "nobody mentions themselves"
    assert "otto" not in found


def test_a_name_finds_who_may_see_it_and_nobody_else(browser, task, crowd):
    buyer = browser("buyer")
    assert offered(buyer, task, "ort") == ["olga"]
    assert offered(buyer, task, "OLG") == ["olga"]
    assert offered(buyer, task, "ott") == []
    assert "Nobody of this name" in buyer.get(f"{task}/remarks/people?q=ott").text


def test_strangers_are_offered_nobody(browser, task, crowd):
    assert browser("otto").get(f"{task}/remarks/people?q=o").status_code == 404
    assert "data-mention" not in browser().get(f"{task}/remarks/people?q=o").text
