"""Journal entries in words, for timelines and replay."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from baton.domain.definitions import ElementOutline
from baton.domain.journal import Entry
from baton.web.language.catalog import later
from baton.web.language.catalog import say as _
from baton.web.naming import person_names

Elements = Mapping[str, ElementOutline]
_NOTES = {
    "claimed": later("claimed"), "released": later("given back"), "assigned": later("handed on"),
    "suspended": later("Suspended"), "resumed": later("Resumed"), "job-failed": later("failed and is tried again"),
    "job-retried": later("sent again"), "nudged": later("reminded"), "left-alone": later("Left on its version"),
    "approval-voided": later("approval is void"), "sent-outside": later("sent outside"),
    "link-sent-again": later("link sent again"), "link-revoked": later("link taken back"), "asked": later("asked about"),
    "declined": later("declined"), "passed-on": later("passed on"), "answered-outside": later("question answered"),
    "question-asked": later("question sent"), "question-answered": later("question answered"),
    "question-withdrawn": later("question taken back"),
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
        how = {"message": _("by the message “%(name)s”", name=command.get("name")),
               "signal": _("by the signal “%(name)s”", name=command.get("name"))}  # fmt: skip
        return _("Started"), how.get(command.get("kind", ""), "") if command.get("name") else ""
    if kind == "fire-timers":
        fired = [
            _name(move[0], elements) for move in content.get("moves", ()) if "event" in move[3].lower() and move[2] == "completed"
        ]
        return (fired[0] if fired else _("Timer")), _("timer fired") if fired else _("fired")
    if kind == "migrate":
        to = _("to version %(number)s", number=command.get("version"))
        return _("Migrated"), f"{to}{_places(command.get('mapping') or {}, elements)}"
    plain = {
        "complete-task": (name, _("completed") + _outcome(command)), "finish-job": (name, _("answered")),
        "throw-error": (name, _("answered with error %(code)s", code=command.get("code"))), "retry": (name, _("tried again")),
        "deliver-message": (_("Message “%(name)s”", name=command.get("name")), _("arrived")),
        "deliver-signal": (_("Signal “%(name)s”", name=command.get("name")), _("arrived")),
        "cancel": (_("Cancelled"), reason.lstrip(": ")),
    }  # fmt: skip
    return plain.get(kind, (kind, name))


def _note(command: dict[str, Any], name: str) -> tuple[str, str]:
    kind, data = command["kind"], command.get("data") or {}
    verb = _(_NOTES[kind]) if kind in _NOTES else kind
    reason = str(data.get("reason") or data.get("text") or "")
    if not command.get("activity"):
        return verb, reason
    whom = data.get("assignee") if kind == "assigned" else data.get("to")
    to = f" {_('to %(name)s', name=person_names([whom])[whom])}" if whom else ""
    return name, verb + to + (f": {reason}" if reason else "")


def _places(mapping: dict[str, str], elements: Elements) -> str:
    """Which elements took the place of which."""
    told = ", ".join(
        _("%(old)s became %(new)s", old=_name(old, elements), new=_name(new, elements)) for old, new in mapping.items()
    )
    return f": {told}" if told else ""


def _outcome(command: dict[str, Any]) -> str:
    outcome = (command.get("variables") or {}).get("outcome")
    return f": {outcome}" if isinstance(outcome, str) and outcome else ""


def _name(activity: str | None, elements: Elements) -> str:
    element = elements.get(element_of(activity))
    return (element.name or element.id) if element else element_of(activity)
