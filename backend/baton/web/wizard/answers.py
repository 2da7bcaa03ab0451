"""What the questions of the guided approval were answered with."""

import keyword
import re
from collections.abc import Mapping
from dataclasses import dataclass

from baton.domain.errors import InvalidInput
from baton.domain.problems import Problem
from baton.web.modeler.starter import key_from

UNITS = {"minutes": "PT{}M", "hours": "PT{}H", "days": "P{}D", "weeks": "P{}W"}
KINDS = ("text", "long text", "number", "money", "date", "yes or no", "file")
MOST_FIELDS = 40
_LINE = re.compile(r"(?P<title>[^(]+?)\s*(?:\((?P<kind>[^)]*)\))?\s*(?P<star>\*?)\s*")


@dataclass(frozen=True)
class Field:
    """One line of the question “what is asked for”. ``choices`` make it a choice."""

    key: str
    title: str
    kind: str
    required: bool
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Approval:
    """All answers. ``deadline`` is an ISO 8601 duration or empty; the time runs out towards ``escalation``."""

    name: str
    fields: tuple[Field, ...]
    approvers: str
    send_back: bool
    own: bool
    deadline: str = ""
    deadline_words: str = ""
    escalation: str = ""

    @property
    def key(self) -> str:
        return key_from(self.name)


def read(posted: Mapping[str, str]) -> Approval:
    """The answers of the posted page. Raises ``InvalidInput`` with one problem per question."""
    problems: list[Problem] = []
    fields = _fields(posted.get("fields", ""), problems)
    name, approvers = posted.get("name", "").strip()[:200], posted.get("approvers", "").strip()[:200]
    for key, text, missing in (("name", name, "Give the process a name."), ("approvers", approvers, "Say which group approves.")):
        if not text:
            problems.append(Problem("missing", missing, field=key))
    deadline, words = _deadline(posted, problems)
    escalation = posted.get("escalation", "").strip()[:200]
    if deadline and not escalation:
        problems.append(Problem("missing", "Say who decides when the time is over.", field="escalation"))
    for key, text in (("approvers", approvers), ("escalation", escalation)):
        if "," in text or not re.fullmatch(r"[\w@.+ -]*", text):
            problems.append(Problem("group", "Name one group, with letters, digits, blanks, dots and dashes.", field=key))
    if problems:
        raise InvalidInput("Some answers are missing or cannot be used.", problems=problems)
    own = posted.get("own") == "1"
    return Approval(name, fields, approvers, posted.get("send_back") == "1", own, deadline, words, escalation)


def _deadline(posted: Mapping[str, str], problems: list[Problem]) -> tuple[str, str]:
    amount, unit = posted.get("amount", "").strip(), posted.get("unit", "hours")
    if not amount:
        return "", ""
    if not (amount.isascii() and amount.isdigit() and 0 < int(amount) <= 9999 and unit in UNITS):
        problems.append(Problem("deadline", "Write the time as a whole number from 1 to 9999.", field="amount"))
        return "", ""
    return UNITS[unit].format(int(amount)), f"{int(amount)} {unit if int(amount) > 1 else unit[:-1]}"


def _fields(text: str, problems: list[Problem]) -> tuple[Field, ...]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        problems.append(Problem("missing", "Name at least one thing that people fill in.", field="fields"))
    if len(lines) > MOST_FIELDS:
        problems.append(Problem("too-many", f"At most {MOST_FIELDS} fields; add more in the form builder.", field="fields"))
        return ()
    fields: dict[str, Field] = {}
    for number, line in enumerate(lines):
        found = _field(line, first=number == 0)
        if found is None:
            problems.append(
                Problem("field", f"“{line[:60]}” is not a field; write for instance: Amount (money).", field="fields")
            )
        elif found.key in fields:
            problems.append(Problem("twice", f"“{found.title}” is there twice.", field="fields"))
        else:
            fields[found.key] = found
    return tuple(fields.values())


def _field(line: str, first: bool) -> Field | None:
    match = _LINE.fullmatch(line)
    if match is None or len(match["title"]) > 120:
        return None
    title, kind = match["title"].strip(), (match["kind"] or "text").strip().lower()
    choices = tuple(choice.strip() for choice in (match["kind"] or "").split(",") if choice.strip()) if "," in kind else ()
    if kind not in KINDS and not choices:
        return None
    # the first field names the task on the worklist, so it is always there
    return Field(_key(title), title, "choice" if choices else kind, bool(match["star"]) or first, choices)


def _key(title: str) -> str:
    key = key_from(title).replace("-", "_").removeprefix("process_")
    reserved = keyword.iskeyword(key) or key in ("outcome", "requester", "comment", "decided_by")
    return f"{key}_asked" if reserved or not key or not key[0].isalpha() else key
