"""Where the values come from that somebody finds filled in: from whom, at which step, by which decision."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from baton.domain.definitions import ElementOutline
from baton.domain.journal import Entry
from baton.web.instances.telling import element_of
from baton.web.language.catalog import say as _

MOST = 200
"""So many entries are looked back; what is older than that has no origin on the page."""
Elements = Mapping[str, ElementOutline]


def origins(entries: Sequence[Entry], wanted: Iterable[str], elements: Elements, names: Mapping[str, str]) -> dict[str, str]:
    """For each of the ``wanted`` variables that the journal knows: which entry changed it last, in words."""
    missing = set(wanted)
    found: dict[str, str] = {}
    for entry in reversed(entries[-MOST:]):
        if not missing:
            break
        content = entry.content
        for name in missing & content.get("changed", {}).keys():
            found[name] = _origin(entry, content, name, (elements, names))
        missing -= found.keys()
    return found


def _origin(entry: Entry, content: Mapping[str, Any], name: str, words: tuple[Elements, Mapping[str, str]]) -> str:
    elements, names = words
    command: Mapping[str, Any] = content["command"]
    step = _step(command.get("activity"), elements)
    who = names.get(entry.actor, entry.actor)
    if name in (command.get("variables") or {}):
        if entry.kind == "start":
            return _("From the start form, by %(who)s", who=who) if entry.actor != "platform" else _("From the start")
        return _("From “%(step)s”, by %(who)s", step=step, who=who)
    for decision in content.get("decisions", ()):
        result = decision.get("result")
        if content["changed"][name] == result or (isinstance(result, Mapping) and name in result):
            return _("From the decision “%(step)s”", step=_step(decision.get("activity"), elements))
    if entry.kind == "finish-job":
        return _("From “%(step)s”", step=step)
    if entry.kind == "deliver-message":
        return _("From the message “%(name)s”", name=command.get("name"))
    return _("Worked out after “%(step)s”", step=step) if step else _("Worked out at the start")


def _step(activity: str | None, elements: Elements) -> str:
    element = elements.get(element_of(activity))
    return (element.name or element.id) if element else element_of(activity)
