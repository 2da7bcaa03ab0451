"""The names that controls have on a page, and reading them back from a posted one."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from baton.domain.forms import Spot
from baton.domain.working.submissions import Seen
from baton.forms.schema.paths import unescape

OPERATION, SEEN, STEP = "~op", "~seen", "~step"
FIELD, COUNT, SHOWN, VARIANT, KEY = "f", "~rows", "~shown", "~kind", "~key"
KEPT, FIRST, PASTED, FIND = "~kept", "~first", "~paste", "~find"
WINDOW = "rows"
_MOVES = ("remove", "up", "down", "copy")
_LONGEST_NAME = 64
_LONGEST_SEARCH = 200
_AT_THE_END = 10**6
_UNSAFE = re.compile(r"[^A-Za-z0-9.]")


def name_of(path: str, prefix: str = FIELD) -> str:
    return f"{prefix}.{path}" if path else prefix


def id_of(path: str) -> str:
    """An id that no other path has and that needs no escaping in a selector."""
    safe = _UNSAFE.sub(lambda found: f"_{ord(found[0]):x}_", path).replace(".", "-")
    return f"field-{safe}" if safe else "field"


def seen_text(seen: Seen) -> str:
    """In whose way the page was written; it is read back in the same way, even if the person has changed it meanwhile."""
    told = (seen.language, seen.time_zone, seen.numbers)
    return "|".join(told) if any(told) else ""


class Posted:
    """A posted page."""

    def __init__(self, posted: Mapping[str, list[str]]) -> None:
        self._posted = posted
        self._places: set[str] | None = None
        self._entries: dict[str, list[tuple[str, str]]] = {}
        for name, values in posted.items():
            if name.startswith(f"{KEY}.") and values:
                container, _, key = name[len(KEY) + 1 :].rpartition(".")
                self._entries.setdefault(container, []).append((unescape(key), values[-1]))

    @property
    def operation(self) -> str:
        return self._last(OPERATION) or ""

    @property
    def step(self) -> int:
        """Which step of a form in steps was open."""
        text = self._last(STEP) or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0

    def seen(self, fallback: Seen) -> Seen:
        """In whose way the page was written."""
        told = (self._last(SEEN) or "").split("|")
        if len(told) != 3 or max(map(len, told)) > _LONGEST_NAME:
            return fallback
        return replace(fallback, language=told[0], time_zone=told[1], numbers=told[2])

    def text(self, path: str) -> str | None:
        """What one control said; None where the page did not have it."""
        return self._last(name_of(path))

    def speaks_of(self, path: str) -> bool:
        """Whether the page had anything at the path, or below it."""
        if self._places is None:
            self._places = set()
            for name in self._posted:
                place = name.partition(".")[2]
                while place and place not in self._places:
                    self._places.add(place)
                    place = place.rpartition(".")[0]
        return path in self._places

    def texts(self, path: str) -> list[str]:
        return self._posted.get(name_of(path), [])

    def shown(self, path: str) -> bool:
        """Whether the page showed something that posts nothing when it is not ticked."""
        return name_of(path, SHOWN) in self._posted

    def count(self, path: str) -> int | None:
        """How many rows the page showed."""
        text = self._last(name_of(path, COUNT))
        return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 7 else None

    def kept(self, path: str, stored: list[Any]) -> list[Any] | None:
        """All rows of a list that is shown in parts, as they were when the page was shown (or, where that cannot be read, as they
        are ``stored``); None where it is shown whole."""
        text = self._last(name_of(path, KEPT))
        if text is None:
            return None
        try:
            rows = json.loads(text, parse_constant=str)
        except (ValueError, RecursionError):
            return stored
        return rows if isinstance(rows, list) else stored

    def first(self, path: str) -> int:
        """The number of the first row that the page showed of a list."""
        return self.windows.get(path, 0)

    @property
    def next_windows(self) -> dict[str, int]:
        """The same for the page that comes: a button may have asked for another part, or added a row at the end."""
        verb, _, path = self.operation.partition(":")
        found = self.windows
        above, _, number = path.rpartition(".")
        if verb == WINDOW and number.isascii() and number.isdigit() and len(number) < 7:
            found[above] = int(number)
        return {**found, path: _AT_THE_END} if verb == "add" and path in found else found

    @property
    def windows(self) -> dict[str, int]:
        """The first row of each list that is shown in parts."""
        found = {
            name[len(FIRST) + 1 :]: values[-1] for name, values in self._posted.items() if name.startswith(f"{FIRST}.") and values
        }
        return {path: int(text) for path, text in found.items() if text.isascii() and text.isdigit() and len(text) < 7}

    def spot(self, step: int | None) -> Spot:
        """Where the page that comes opens."""
        return Spot(step, self.next_windows, self.searches, self._next_kinds())

    def _next_kinds(self) -> dict[str, int]:
        """The chosen alternatives; not of rows that a button gave other numbers."""
        verb, _, path = self.operation.partition(":")
        moved = f"{path.rpartition('.')[0]}." if verb in _MOVES else None
        paths = (
            name[len(VARIANT) :].removeprefix(".") for name in self._posted if name == VARIANT or name.startswith(f"{VARIANT}.")
        )
        told = {path: self.variant(path) for path in paths if moved is None or not path.startswith(moved)}
        return {path: number for path, number in told.items() if number is not None}

    def variant(self, path: str) -> int | None:
        text = self._last(name_of(path, VARIANT)) or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None

    @property
    def searches(self) -> dict[str, str]:
        """What is searched for in lookup lists, by field."""
        told = [
            (name[len(FIND) + 1 :], values[-1]) for name, values in self._posted.items() if values and name.startswith(f"{FIND}.")
        ]
        return {path: text[:_LONGEST_SEARCH] for path, text in told if text.strip()}

    def pasted(self, path: str) -> str:
        """What somebody put in from a spreadsheet, to be added to the rows at ``path``."""
        return self._last(name_of(path, PASTED)) or ""

    def entries(self, path: str) -> list[tuple[str, str]]:
        """The freely named entries of a group: the key they were shown with, and the key they have now."""
        return self._entries.get(path, [])

    def _last(self, name: str) -> str | None:
        values = self._posted.get(name)
        return values[-1] if values else None
