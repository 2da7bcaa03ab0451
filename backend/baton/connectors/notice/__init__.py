"""Tells people something inside Baton: a notice for a person, or for everybody in a group."""

from baton.connectors.catalog import Call
from baton.domain.ports.world import OperationDescription, Parameter, Told


def send(call: Call) -> dict[str, object]:
    """``to`` (a person or a group) and ``text``, optionally ``link`` (a path). Answers how many people were told: none, when
    nobody belongs to the group today, which must not hold up the process that only wanted to remind."""
    link = str(call.parameters.get("link") or "/tasks")
    return {"told": call.tell(Told(call.text("to"), call.text("text"), link, call.key))}


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
