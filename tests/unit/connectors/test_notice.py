"""Notices: who is told, and that telling twice is telling once."""

import pytest

from baton.connectors.catalog import ConnectorCatalog
from baton.domain.actors import PLATFORM
from baton.domain.errors import ConnectorError
from baton.domain.people import Person
from baton.domain.ports.queries import PageRequest
from baton.usecases import notices, people


@pytest.fixture
def connectors(platform):
    for name in ("ann", "bob"):
        people.add_person(platform, PLATFORM, Person(name, name.title(), groups=frozenset({"Quality"})))
    return ConnectorCatalog.shipped(lambda told: notices.tell(platform, told))


def told(platform, person):
    return [notice.text for notice in platform.queries.notices(person, PageRequest()).items]


def test_everybody_in_the_group_is_told_once_however_often_the_call_is_repeated(platform, connectors):
    for _ in range(2):
        assert connectors.call("notice.send", {"to": "Quality", "text": "Look"}, "job-1") == {"told": 2}
    assert told(platform, "ann") == told(platform, "bob") == ["Look"]


def test_a_person_can_be_told_alone(platform, connectors):
    assert connectors.call("notice/send", {"to": "ann", "text": "You"}, "job-2") == {"told": 1}
    assert told(platform, "bob") == []


def test_an_empty_group_holds_nothing_up(connectors):
    assert connectors.call("notice.send", {"to": "Nobody in here", "text": "x"}, "job-3") == {"told": 0}


@pytest.mark.parametrize(("operation", "parameters"), [("notice.send", {"to": "ann"}), ("notice.shout", {}), ("fax.send", {})])
def test_what_can_never_work_is_not_tried_again(connectors, operation, parameters):
    with pytest.raises(ConnectorError) as refusal:
        connectors.call(operation, parameters, "job-4")
    assert not refusal.value.retryable
