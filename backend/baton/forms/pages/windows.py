"""Long lists are shown in parts, so that a page stays one that browsers, servers and people can handle."""

from collections.abc import Iterable, Mapping
from typing import Any

from baton.forms.schema.paths import split
from baton.forms.schema.shape import ROWS, Shape

# Controls of rows on one page, of one list and of all together. A tick box sends two fields, and a server takes 5,000 at once.
MOST_OF_A_LIST = 1_000
MOST_OF_A_PAGE = 2_000
_MOST_ROWS = 200


class Windows:
    """The rows of each list that one page shows: where somebody is, or where something is wrong."""

    def __init__(self, wanted: Mapping[str, int], wrong: Iterable[str], in_full: bool) -> None:
        self._wanted = wanted
        self._wrong = list(wrong)
        self._in_full = in_full
        self._left = MOST_OF_A_PAGE

    def of(self, shape: Shape, rows: Any) -> range | None:
        """The rows to show; None for all of them."""
        if shape.kind != ROWS or not isinstance(rows, list) or self._in_full:
            return None
        room = min(MOST_OF_A_LIST, self._left)
        if _fit(shape, rows, 0, room) == len(rows):
            self._left -= sum(map(_weight, rows))
            return None
        start = self._start(shape, rows, room)
        stop = start + max(_fit(shape, rows, start, room), 1)
        self._left = max(self._left - sum(map(_weight, rows[start:stop])), 0)
        return range(start, stop)

    def _start(self, shape: Shape, rows: list[Any], room: int) -> int:
        wanted = self._wanted.get(shape.node.path, 0)
        if wanted >= len(rows):
            wanted = max(len(rows) - min(room // _weight(rows[-1]), _MOST_ROWS), 0)
        wrong = sorted(_rows_of(shape.node.path, self._wrong, len(rows)))
        shown = range(wanted, wanted + max(_fit(shape, rows, wanted, room), 1))
        return wanted if not wrong or any(row in shown for row in wrong) else wrong[0]


def _rows_of(path: str, fields: Iterable[str], count: int) -> Iterable[int]:
    above = split(path)
    for field in fields:
        steps = split(field)
        if steps[: len(above)] == above and len(steps) > len(above):
            number = steps[len(above)]
            if number.isascii() and number.isdigit() and len(number) < 7 and int(number) < count:
                yield int(number)


def _fit(shape: Shape, rows: list[Any], start: int, room: int) -> int:
    """How many rows from ``start`` have room on the page."""
    declared = len(shape.schema.get("items", {}).get("properties", ())) if isinstance(shape.schema.get("items"), Mapping) else 0
    for count, row in enumerate(rows[start : start + _MOST_ROWS + 1]):
        room -= max(_weight(row), declared)
        if room < 0 or count == _MOST_ROWS:
            return count
    return len(rows) - start


def _weight(value: Any) -> int:
    """How many controls a value takes, about."""
    total, waiting = 0, [value]
    while waiting and total <= MOST_OF_A_PAGE:
        one = waiting.pop()
        total += 1
        waiting.extend(one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
    return total
