"""Variables as columns of the worklist, and the order of its rows, in words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from baton.domain.tasks import UserTask
from baton.domain.working.worklists import VARIABLE, SortKey, read_sort
from baton.web.language.catalog import later
from baton.web.language.catalog import say as _
from baton.web.wired import platform
from baton.web.words import label
from baton.web.worklist.facts import worded
from baton.web.worklist.rows import TaskRow
from baton.web.worklist.wanted import Wanted

_KEYS = {
    "due": (later("Due date"), later("Latest due date")), "priority": (later("Priority"), later("Lowest priority")),
    "created": (later("Newest"), later("Oldest")),
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A variable that the list shows. ``address`` sorts by it; ``sorted``: up, down or empty."""

    name: str
    title: str
    address: str
    sorted: str


def columns(wanted: Wanted) -> tuple[Column, ...]:
    """The columns that the address asks for."""
    return tuple(_column(name, wanted) for name in wanted.columns)


def _column(name: str, wanted: Wanted) -> Column:
    first = read_sort(wanted.sort)[0]
    rising = first == SortKey(f"{VARIABLE}{name}")
    is_sorted = "up" if rising else "down" if first == SortKey(f"{VARIABLE}{name}", True) else ""
    return Column(name, label(name), wanted.address(sort=f"{'-' if rising else ''}{VARIABLE}{name}"), is_sorted)


def with_cells(tasks: Iterable[UserTask], rows: Iterable[TaskRow], names: tuple[str, ...]) -> tuple[TaskRow, ...]:
    """The rows with the values of those variables, in the words of the start form."""
    listed = tuple(tasks)
    values = platform().queries.facts((task.instance_id for task in listed), names)
    with platform().store.read() as uow:
        known = {id: uow.definition(id) for id in {task.definition_id for task in listed}}
    return tuple(
        replace(row, cells=worded(known[task.definition_id], values.get(task.instance_id, {}), names))
        for task, row in zip(listed, rows, strict=True)
    )


def order_words(sort: str) -> str:
    """The order in words: by what first, by what then."""
    return ", ".join(_key_words(key) for key in read_sort(sort))


def sort_choices(names: Iterable[str], sort: str) -> list[tuple[str, str]]:
    """Everything a list of these variables can be sorted by: how the address writes it, and in words."""
    used = [key.variable for key in read_sort(sort) if key.variable]
    plain = [SortKey(name, reversed) for name in _KEYS for reversed in (False, True)]
    of_variables = [SortKey(f"{VARIABLE}{name}", turned) for name in dict.fromkeys([*names, *used]) for turned in (False, True)]
    return [(_written(key), _key_words(key)) for key in (*plain, *of_variables)]


def _written(key: SortKey) -> str:
    return f"{'-' if key.reversed else ''}{key.name}"


def _key_words(key: SortKey) -> str:
    if not key.variable:
        return _(_KEYS[key.name][key.reversed])
    return _("%(name)s falling", name=label(key.variable)) if key.reversed else _("%(name)s rising", name=label(key.variable))
