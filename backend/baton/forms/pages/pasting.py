"""Rows from a spreadsheet: pasted text put into the columns of a list, by their heads or in their order."""

import csv
from collections.abc import Mapping
from typing import Any

from baton.forms.pages.permitted import may_add_row
from baton.forms.pages.readers import text_value
from baton.forms.schema.children import properties, row_node
from baton.forms.schema.compiled import MISSING, Compiled
from baton.forms.schema.defaults import new_row
from baton.forms.schema.shape import CHOICE, FLAG, GROUP, ROWS, Shape, shape_of
from baton.forms.speaking.wording import Wording

MOST_PASTED = 10_000
_LONGEST = 2_000_000
Cells = list[list[str]]


def pasted(compiled: Compiled, shape: Shape, rows: list[Any], text: str, wording: Wording) -> None:
    """Add ``text`` to ``rows``: rows that are still empty are filled first, then new ones are added while the form allows it."""
    cells = _cells(text[:_LONGEST])
    if not cells:
        return
    while rows and not _filled(rows[-1]) and not _started(compiled, shape, rows):
        rows.pop()
    heads = None
    for line in cells[:MOST_PASTED]:
        index = len(rows)
        if not may_add_row(shape, index):
            return
        below = shape_of(compiled, row_node(shape, index), MISSING)
        if below.kind != GROUP:
            rows.append(_value(compiled, below, line[0] if line else "", wording))
            continue
        if heads is None:
            heads, is_head = _heads(compiled, below, line)
            if is_head:
                continue
        rows.append(_row(compiled, (shape, below), (heads, line), wording))


def _cells(text: str) -> Cells:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not lines.strip():
        return []
    first = lines.partition("\n")[0]
    sign = next((sign for sign in ("\t", ";", ",") if sign in first), "\t")
    try:
        read = list(csv.reader(lines.split("\n") if '"' not in lines else lines.splitlines(keepends=True), delimiter=sign))
    except csv.Error:
        read = [line.split(sign) for line in lines.split("\n")]
    return [[cell.strip() for cell in line] for line in read if any(cell.strip() for cell in line)]


def _heads(compiled: Compiled, row: Shape, line: list[str]) -> tuple[list[str | None], bool]:
    """Which column each cell goes to (None: nowhere), and whether the first line said so."""
    open_keys: dict[str, str] = {}
    for key, node in properties(row, {}):
        cell = shape_of(compiled, node, MISSING)
        if not cell.locked and cell.kind not in (GROUP, ROWS):
            open_keys |= {cell.title.casefold(): key, key.casefold(): key}
    named = [open_keys.get(cell.casefold()) for cell in line]
    if sum(name is not None for name in named) * 2 > len(line):
        return named, True
    return [*dict.fromkeys(open_keys.values())], False


def _row(compiled: Compiled, shapes: tuple[Shape, Shape], told: tuple[list[str | None], list[str]], wording: Wording) -> Any:
    rows, below = shapes
    made = new_row(compiled, rows, 0)
    found = dict(made) if isinstance(made, Mapping) else {}
    nodes = dict(properties(below, {}))
    for key, text in zip(*told, strict=False):
        if key is not None and text:
            found[key] = _value(compiled, shape_of(compiled, nodes[key], MISSING), text, wording)
    return found


def _value(compiled: Compiled, shape: Shape, text: str, wording: Wording) -> Any:
    if shape.kind == CHOICE:
        text = next((one.token for one in shape.choices if text.casefold() in (one.label.casefold(), one.token.casefold())), text)
    if shape.kind == FLAG:
        yes = (wording.say("Yes").casefold(), "yes", "true", "1", "x")
        no = (wording.say("No").casefold(), "no", "false", "0")
        text = "true" if text.casefold() in yes else "false" if text.casefold() in no else text
    return text_value(shape, text, MISSING, wording)


def _filled(row: Any) -> bool:
    return any(map(_filled, row.values())) if isinstance(row, Mapping) else row not in (None, "", [], MISSING)


def _started(compiled: Compiled, shape: Shape, rows: list[Any]) -> bool:
    """Whether the last row may not go, because the form gave it."""
    return len(rows) <= len(shape.schema.get("prefixItems", ()))
