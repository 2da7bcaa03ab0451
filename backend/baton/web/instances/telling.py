"""Journal entries in words, for timelines and replay."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from baton.domain.definitions import ElementOutline
from baton.domain.journal import Entry
from baton.web.language.catalog import say as _
from baton.web.naming import person_names

Elements = Mapping[str, ElementOutline]
_NOTES = {
    "claimed": "claimed", "released": "given back", "assigned": "handed on", "suspended": "Suspended", "resumed": "Resumed",
    "job-failed": "failed and is tried again", "job-retried": "sent again", "nudged": "reminded", "left-alone": "Left on its version",
    "approval-voided": "approval is void",
    "sent-outside": "sent outside", "link-sent-again": "link sent again", "link-revoked": "link taken back", "asked": "asked about",
    "declined": "declined", "passed-on": "passed on", "answered-outside": "question answered",
    "question-asked": "question sent", "question-answered": "question answered", "question-withdrawn": "question taken back",
}  # fmt: skip
_LOOKS = {"start": "", "cancel": "failed", "retry": "hand", "throw-error": "failed", "complete-task": "ok", "migrate": "hand"}
_BY_HAND = {"suspended", "resumed", "assigned", "job-retried", "left-alone"}


@dataclass(frozen=True)
class Told:
    """One entry for people: what (``subject`` is printed bold), what happened to it, who and when.
    ``look``: ok, failed, hand (an intervention) or empty."""

    seq: int
    at: datetime
    kind: str
    subject: str
    verb: str
    who: str
    look: str = ""

    @property
    def text(self) -> str:
        return f"{self.subject} {self.verb}".strip()


def told(entries: Iterable[Entry], elements: Elements, names: Mapping[str, str]) -> tuple[Told, ...]:
    """The entries in words."""
    return tuple(_tell(entry, elements, names) for entry in entries)


def element_of(activity: str | None) -> str:
    """``element#n`` without its number."""
    return (activity or "").rsplit("#", 1)[0]


def _tell(entry: Entry, elements: Elements, names: Mapping[str, str]) -> Told:
    content = entry.content
    command: dict[str, Any] = content["command"]
    subject, verb = _words(entry.kind, command, content, elements)
    if entry.kind == "note":
        look = "hand" if command["kind"] in _BY_HAND else "failed" if command["kind"] == "job-failed" else ""
    else:
        look = _LOOKS.get(entry.kind, "")
    if content.get("failures"):
        look = "failed"
    who = _who(entry.actor, command, names)
    return Told(entry.seq, entry.at, entry.kind, subject, verb, who, look)


def _who(actor: str, command: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Who did it, and for whom if they stood in for somebody."""
    who = "" if actor == "platform" else names.get(actor, actor)
    absent = command.get("on_behalf_of") or (command.get("data") or {}).get("on_behalf_of")
    if not absent:
        return who
    return _("%(who)s for %(absent)s", who=who, absent=names.get(absent) or person_names([absent])[absent])


def _words(kind: str, command: dict[str, Any], content: dict[str, Any], elements: Elements) -> tuple[str, str]:
    name = _name(command.get("activity"), elements)
    reason = f": {command['reason']}" if command.get("reason") else ""
    if kind == "note":
        return _note(command, name)
    if kind == "start":
        by = f" by {command['kind']} “{command['name']}”" if command.get("name") else ""
        return "Started", by.strip()
    if kind == "fire-timers":
        fired = [
            _name(move[0], elements) for move in content.get("moves", ()) if "event" in move[3].lower() and move[2] == "completed"
        ]
        return (fired[0] if fired else "Timer"), "timer fired" if fired else "fired"
    if kind == "migrate":
        return "Migrated", f"to version {command.get('version')}{_places(command.get('mapping') or {}, elements)}"
    plain = {
        "complete-task": (name, "completed" + _outcome(command)), "finish-job": (name, "answered"),
        "throw-error": (name, f"answered with error {command.get('code')}"), "retry": (name, "tried again"),
        "deliver-message": (f"Message “{command.get('name')}”", "arrived"),
        "deliver-signal": (f"Signal “{command.get('name')}”", "arrived"), "cancel": ("Cancelled", reason.lstrip(": ")),
    }  # fmt: skip
    return plain.get(kind, (kind, name))


def _note(command: dict[str, Any], name: str) -> tuple[str, str]:
    kind, data = command["kind"], command.get("data") or {}
    verb = _NOTES.get(kind, kind)
    reason = str(data.get("reason") or data.get("text") or "")
    if not command.get("activity"):
        return verb, reason
    whom = data.get("assignee") if kind == "assigned" else data.get("to")
    to = f" to {whom}" if whom else ""
    return name, verb + to + (f": {reason}" if reason else "")


def _places(mapping: dict[str, str], elements: Elements) -> str:
    """Which elements took the place of which."""
    told = ", ".join(f"{_name(old, elements)} became {_name(new, elements)}" for old, new in mapping.items())
    return f": {told}" if told else ""


def _outcome(command: dict[str, Any]) -> str:
    outcome = (command.get("variables") or {}).get("outcome")
    return f": {outcome}" if isinstance(outcome, str) and outcome else ""


def _name(activity: str | None, elements: Elements) -> str:
    element = elements.get(element_of(activity))
    return (element.name or element.id) if element else element_of(activity)
