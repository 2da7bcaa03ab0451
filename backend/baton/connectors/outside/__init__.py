"""Lets somebody outside of the house see one instance, through a link that they get by mail."""

from datetime import timedelta
from typing import Any

from baton.connectors.catalog import Call
from baton.domain.errors import ConnectorError
from baton.domain.ports.world import OperationDescription, Parameter
from baton.domain.working.links import Invitation, is_address


def show(call: Call) -> dict[str, object]:
    """``recipient``, optionally ``name``, ``language``, ``days``, ``code``; what they see: ``title``, ``form``; what they may start
    about each entry of the list variable ``lines``: ``offers``, the key of a process, with the form ``asks`` instead of its start
    form, under ``label``. Answers the id of the link."""
    recipient = call.text("recipient").strip()
    if not is_address(recipient):
        raise ConnectorError(f"“{recipient}” is not the mail address of one person", retryable=False)
    given = call.parameters
    asked = Invitation(
        recipient, str(given.get("name") or ""), str(given.get("language") or ""), timedelta(days=_days(given.get("days"))),
        given.get("code") in (True, "true"),
    )  # fmt: skip
    offer = {name: str(given[name]) for name in ("title", "form", "lines", "offers", "asks", "label") if given.get(name)}
    return {"link": call.show(call.key, asked, offer)}


def _days(value: Any) -> float:
    try:
        return min(max(float(value or 30), 1), 366)
    except (TypeError, ValueError):
        raise ConnectorError("days must be a number", retryable=False) from None


OPERATIONS = {"show": show}
DESCRIPTIONS = {
    "show": OperationDescription(
        "Show to somebody outside",
        "Sends a link by mail that shows how this instance stands, without an account; the link cannot do anything else.",
        (
            Parameter("recipient", "Mail address", required=True, help="Who gets the link."),
            Parameter("name", "Name", help="How they are addressed."),
            Parameter("language", "Language", help="Two letters such as de; English when empty."),
            Parameter("days", "Works for days", "number", help="30 when empty."),
            Parameter(
                "code", "Ask for a code", "yes-no", help="Whether opening it needs a code that is sent to the mail address."
            ),
            Parameter("title", "Title", required=True, help="What it is about, as on the page and in the mail."),
            Parameter("form", "Form", help="The form file in which the values are shown, read only."),
            Parameter("lines", "Lines", help="The variable with a list of which each entry is shown as a line."),
            Parameter("offers", "Process to start", help="The key of a process that they may start about one line."),
            Parameter("asks", "Form for it", help="A form file for people outside; the start form of that process when empty."),
            Parameter("label", "Button", help="What the button beside each line says."),
        ),
        result="The id of the link, under link.",
    )
}
