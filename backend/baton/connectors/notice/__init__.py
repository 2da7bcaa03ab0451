"""Tells people something inside Baton: a notice for a person, or for everybody in a group."""

import uuid

from baton.connectors.catalog import Call
from baton.domain.errors import NotFound
from baton.domain.people import Notice, Person
from baton.domain.ports.persistence import UnitOfWork
from baton.domain.ports.world import OperationDescription, Parameter


def send(call: Call) -> dict[str, object]:
    """``to`` (a person or a group) and ``text``, optionally ``link`` (a path). Answers how many people were told: none, when
    nobody belongs to the group today, which must not hold up the process that only wanted to remind.
    Sent again with the same key it changes nothing: ids follow from key and person."""
    to, text = call.text("to"), call.text("text")
    link = str(call.parameters.get("link") or "/tasks")
    with call.store.write() as uow:
        people = _receivers(uow, to)
        uow.add_notices(Notice(_id(call.key, person.id), person.id, text, link, call.clock.now()) for person in people)
        uow.commit()
    return {"told": len(people)}


OPERATIONS = {"send": send}
DESCRIPTIONS = {
    "send": OperationDescription(
        "Notify inside Baton",
        "Puts a notice under the bell of a person, or of everybody in a group.",
        (
            Parameter("to", "To", "person-or-group", required=True, help="Whom to tell; a group tells all its members."),
            Parameter("text", "Text", "long-text", required=True, help="What they read."),
            Parameter("link", "Link", help="A path inside Baton such as /tasks; their worklist when empty."),
        ),
        result="How many people were told, under told; nobody when the group has no members today.",
    )
}


def _receivers(uow: UnitOfWork, to: str) -> list[Person]:
    if people := uow.members(to):
        return people
    try:
        return [uow.person(to)]
    except NotFound:
        return []


def _id(key: str, person_id: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{key}/{person_id}"))
