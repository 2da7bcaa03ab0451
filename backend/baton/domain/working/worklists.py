"""How people arrange their work: filters by what a task is about, saved views, and what is put aside for later."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from baton.domain.errors import InvalidInput, said

MOST_FACTS, LONGEST_NAME, LONGEST_TEXT = 40, 100, 200
LONGEST_VIEW_NAME, LONGEST_QUERY = 80, 2_000
EQUALS, CONTAINS, EMPTY, FILLED, BETWEEN = "=", "~", "empty", "!empty", ".."
_ORDERED = (">=", "<=", ">", "<")
SORTED_BY, VARIABLE, MOST_KEYS = ("due", "priority", "created"), "var.", 3


@dataclass(frozen=True)
class Fact:
    """A plain variable of an instance, by which its tasks are found: a number, or a text without regard to case.
    ``shown`` is the value itself as JSON."""

    name: str
    text: str | None = None
    number: float | None = None
    shown: str | None = None


def facts_of(variables: Mapping[str, Any]) -> tuple[Fact, ...]:
    """What of these variables can be looked for: texts, numbers, yes and no; long texts by their beginning."""
    found: list[Fact] = []
    for name, value in variables.items():
        if len(name) > LONGEST_NAME or len(found) == MOST_FACTS:
            continue
        if isinstance(value, str):
            text = value[:LONGEST_TEXT].replace("\x00", "")
            found.append(Fact(name, text.casefold(), shown=json.dumps(text, ensure_ascii=False)))
        elif value is None or isinstance(value, bool):
            found.append(Fact(name, "" if value is None else str(value).lower(), shown=json.dumps(value)))
        elif isinstance(value, int | float) and abs(value) < 1e300:
            found.append(Fact(name, None, float(value), json.dumps(value)))
    return tuple(found)


@dataclass(frozen=True)
class Condition:
    """What a variable has to be: ``operator`` with ``value``, and ``upto`` for between. As one text: ``>5000``, ``~acme``,
    ``1..5``, ``empty``; a text without an operator means that the variable equals it."""

    name: str
    operator: str
    value: str = ""
    upto: str = ""

    @property
    def written(self) -> str:
        """What ``read_condition`` reads."""
        if self.operator in (EMPTY, FILLED):
            return self.operator
        if self.operator == BETWEEN:
            return f"{self.value}..{self.upto}"
        plain = self.operator == EQUALS and read_condition(self.name, self.value).operator == EQUALS
        return self.value if plain and not self.value.startswith(EQUALS) else f"{self.operator}{self.value}"


def read_condition(name: str, text: str) -> Condition:
    """The condition that ``text`` writes. Raises ``InvalidInput`` in words."""
    text = text.strip()
    if not name or len(name) > LONGEST_NAME or len(text) > LONGEST_TEXT:
        raise InvalidInput(
            said("“{name}” cannot be filtered by that: the name or the value is too long or missing.", name=name[:40])
        )
    if text in (EMPTY, FILLED):
        return Condition(name, text)
    for operator in (*_ORDERED, CONTAINS, EQUALS):
        if text.startswith(operator):
            return _with_value(Condition(name, operator, text[len(operator) :].strip()))
    low, between, high = text.partition(BETWEEN)
    if between and low and high:
        if (as_number(low) is None) != (as_number(high) is None):
            raise InvalidInput(said("“{name} {text}”: give two numbers, or two dates like 2026-03-31.", name=name, text=text))
        return Condition(name, BETWEEN, low.strip(), high.strip())
    return _with_value(Condition(name, EQUALS, text))


def _with_value(condition: Condition) -> Condition:
    if not condition.value:
        told = {"name": condition.name, "operator": condition.operator}
        raise InvalidInput(said("The filter for “{name}” says {operator} but not what. Write a value after it.", **told))
    return condition


def as_number(text: str) -> float | None:
    """The number that a text writes, if it does."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


@dataclass(frozen=True)
class SortKey:
    """One key of a sort order: ``due``, ``priority``, ``created``, or a variable as ``var.NAME``. What a list has no value for
    comes last, whichever the direction."""

    name: str
    reversed: bool = False

    @property
    def variable(self) -> str:
        """The variable's name, or nothing."""
        return self.name.removeprefix(VARIABLE) if self.name.startswith(VARIABLE) else ""


def read_sort(text: str) -> tuple[SortKey, ...]:
    """The keys that a text such as ``priority,-var.amount`` writes: by the first, then by the next. Soonest, highest and newest
    come first; a variable rises; a minus turns it round. Raises ``InvalidInput`` in words."""
    found = [SortKey(part.strip().removeprefix("-"), part.strip().startswith("-")) for part in text.split(",")]
    for key in found:
        if key.name not in SORTED_BY and not 0 < len(key.variable) <= LONGEST_NAME:
            raise InvalidInput(said("A list cannot be sorted by “{name}”.", name=key.name[:40]))
    if len(found) > MOST_KEYS:
        raise InvalidInput(said("A list is sorted by at most {most} things.", most=MOST_KEYS))
    return tuple({key.name: key for key in reversed(found)}.values())[::-1]


@dataclass(frozen=True)
class SavedView:
    """Filters and order of a worklist under a name. ``query`` is what stands in the address. ``groups`` see it as well, or
    ``everybody``; only the owner changes it."""

    id: str
    owner: str
    name: str
    query: str
    saved_at: datetime
    groups: tuple[str, ...] = ()
    everybody: bool = False


@dataclass(frozen=True)
class Snooze:
    """One person's task, out of their sight ``until`` then; it comes back by itself, and earlier when it becomes overdue."""

    person_id: str
    task_id: str
    until: datetime
    since: datetime
