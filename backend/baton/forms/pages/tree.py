"""The tree of fields of one page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from baton.domain.forms import SOMEWHERE, Spot
from baton.domain.problems import Problem
from baton.forms.pages.fields import Field
from baton.forms.pages.permitted import may_add_row, may_copy_row, may_edit_entries, may_move_row, may_remove_row
from baton.forms.pages.widgets import WidgetRack
from baton.forms.pages.windows import Windows
from baton.forms.schema.children import children, row_node
from baton.forms.schema.compiled import Compiled
from baton.forms.schema.shape import GROUP, ROWS, Node, Shape, root, shape_of
from baton.forms.speaking.wording import Wording
from baton.forms.stepping import Step

# Beyond this no person reads on, and a hostile schema gets no further.
MOST_PLACES = 20_000


@dataclass(frozen=True)
class Showing:
    """How a page is to be shown: in whose words, with which problems, to be filled in or only read, at which spot; and where it
    has ``steps``, these, and the answers to check at the end."""

    wording: Wording
    problems: Iterable[Problem] = ()
    read_only: bool = False
    spot: Spot = SOMEWHERE
    steps: tuple[Step, ...] = ()
    review: tuple[tuple[str, str], ...] = ()


class TreeBuilder:
    """Builds the fields for given values and puts each problem to its field."""

    def __init__(self, compiled: Compiled, rack: WidgetRack, showing: Showing) -> None:
        self._compiled = compiled
        self._rack = rack
        self._wording = showing.wording
        self._read_only = showing.read_only
        self._places_left = MOST_PLACES
        self._searches, self._kinds = showing.spot.searches, showing.spot.kinds
        self._windows = Windows(
            showing.spot.rows, [problem.field or "" for problem in showing.problems], in_full=showing.read_only
        )
        self._messages: dict[str, list[str]] = {}
        for problem in showing.problems:
            if problem.field is not None:
                self._messages.setdefault(problem.field, []).append(problem.message)

    def build(self, values: Any) -> tuple[Field, list[str]]:
        """The root field, and the messages about fields that the page does not show."""
        tree = self._field(root(self._compiled), values)
        return tree, [message for messages in self._messages.values() for message in messages]

    def _field(self, node: Node, value: Any) -> Field:
        shape = shape_of(self._compiled, node, value, self._kinds.get(node.path))
        found = Field(
            shape=shape,
            widget=self._rack.for_value(shape, value),
            value=value,
            read_only=self._read_only or shape.read_only,
            wording=self._wording,
            search=self._searches.get(node.path, ""),
            errors=tuple(dict.fromkeys(self._messages.pop(node.path, ()))),
        )
        self._places_left -= 1
        if shape.kind in (GROUP, ROWS) and self._places_left > 0:
            self._fill(found, value)
        return found

    def _fill(self, parent: Field, value: Any) -> None:
        declared = parent.shape.schema.get("properties", {})
        parent.window = self._windows.of(parent.shape, value)
        for key, node, item in _shown_children(parent, value):
            child = self._field(node, item)
            if child.shape.hidden:
                continue
            child.is_entry = parent.kind == GROUP and key not in declared
            parent.children.append(child)
        if not self._read_only:
            self._permit(parent, parent.shape)
        if parent.kind == ROWS:
            _number(parent)

    def _permit(self, parent: Field, shape: Shape) -> None:
        if parent.kind == GROUP:
            parent.can_add = may_edit_entries(shape)
            for child in parent.children:
                child.can_remove = child.is_entry and parent.can_add
            return
        count = parent.row_count
        parent.can_add, copies = may_add_row(shape, count), may_copy_row(self._compiled, shape, count)
        for index, row in enumerate(parent.children, parent.window.start if parent.window else 0):
            row.can_copy = copies
            row.can_remove = may_remove_row(self._compiled, shape, index, count)
            row.can_move_up = may_move_row(self._compiled, shape, index - 1, count)
            row.can_move_down = may_move_row(self._compiled, shape, index, count)


def _shown_children(parent: Field, value: Any) -> Iterator[tuple[str | int, Node, Any]]:
    if parent.window is None:
        yield from children(parent.shape, value)
    else:
        yield from ((index, row_node(parent.shape, index), value[index]) for index in parent.window)


def _number(parent: Field) -> None:
    tabular = bool(parent.columns)
    for index, row in enumerate(parent.children, parent.window.start if parent.window else 0):
        row.row = index
        row.bare = row.kind not in (GROUP, ROWS)
        for cell in row.children if tabular else ():
            cell.row, cell.bare = index, True
