"""Comments: who is suggested and told, and where a mention leads; questions of tasks that are over."""

import pytest

from baton.domain.actors import PLATFORM, Actor, Role
from baton.domain.engine import Start
from baton.domain.people import Person
from baton.domain.ports.queries import PageRequest
from baton.domain.working.remarks import MOST_SHOWN
from baton.usecases import deploy, instances, people, tasks
from baton.usecases.filling import questions, remarks

MODEL = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:baton="urn:baton:bpmn:1" id="d" targetNamespace="t">
  <process id="one" isExecutable="true"><startEvent id="s"/>
    <userTask id="check" name="Check"><extensionElements><baton:task candidateGroups="clerks"/></extensionElements></userTask>
    <userTask id="sign" name="Sign"><extensionElements><baton:task candidateGroups="chiefs"/></extensionElements></userTask>
    <endEvent id="e"/><sequenceFlow id="a" sourceRef="s" targetRef="check"/><sequenceFlow id="b" sourceRef="check" targetRef="sign"/>
    <sequenceFlow id="c" sourceRef="sign" targetRef="e"/>
  </process></definitions>"""
ANA, BEN = (Actor(id, id.capitalize(), frozenset({"clerks"}), frozenset({Role.TASK_OWNER})) for id in ("ana", "ben"))


@pytest.fixture
def task(platform):
    for actor in (ANA, BEN):
        people.add_person(platform, PLATFORM, Person(actor.id, actor.name, groups=actor.groups))
    deploy.deploy(platform, PLATFORM, {"one.bpmn": MODEL})
    started = instances.start_instance(platform, PLATFORM, "one", Start())
    return platform.queries.waiting(started.id).tasks[0]


def test_who_works_in_the_group_is_suggested_however_many_others_there_are(platform, task):
    with platform.store.write() as uow:
        for number in range(250):
            uow.save_person(Person(f"a{number:03}", f"A {number:03}", groups=frozenset({"others"})))
        uow.commit()
    found = remarks.may_be_mentioned(platform, remarks.about_task(platform, ANA, task.id), ["a007", "link:7"])
    assert [person.id for person in found] == ["a007", "ana", "ben"]


def test_who_is_mentioned_only_when_a_comment_is_changed_is_led_to_its_task(platform, task):
    said = remarks.say(platform, ANA, remarks.about_task(platform, ANA, task.id), "Look").remark
    remarks.edit(platform, ANA, said.id, "Look, @ben")
    (notice,) = platform.queries.notices("ben", PageRequest()).items
    assert notice.link == f"/tasks/{task.id}#remark-{said.id}"


def test_a_page_shows_the_last_comments_and_the_list_has_all_of_them(platform, task):
    about = remarks.about_task(platform, ANA, task.id)
    for number in range(MOST_SHOWN + 5):
        remarks.say(platform, ANA, about, f"Comment {number}")
    shown, _ = remarks.listed(platform, about)
    assert len(shown) == MOST_SHOWN
    pages, after = [], None
    while after is not None or not pages:
        page = platform.queries.remarks(task.instance_id, PageRequest(100, after))
        pages, after = [*pages, page.items], page.next
    found = [one for items in pages for one in items]
    assert len({one.id for one in found}) == len(found) == MOST_SHOWN + 5
    assert sorted(found[-MOST_SHOWN:], key=lambda one: one.id) == sorted(shown, key=lambda one: one.id)


def test_nobody_is_asked_any_more_about_a_task_that_is_over(platform, task):
    questions.ask(platform, ANA, task.id, "ben", "Which one?")
    assert len(questions.questions_for(platform, BEN)) == 1
    tasks.complete(platform, ANA, task.id, ({}, None))
    assert questions.questions_for(platform, BEN) == []
