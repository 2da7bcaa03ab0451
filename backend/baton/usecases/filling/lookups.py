"""Lookup lists: administrators put them in as CSV, replaced as a whole; people look things up in them."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from baton.domain.actors import Actor
from baton.domain.errors import InvalidInput, said
from baton.domain.policy import require
from baton.domain.working.lookups import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, NAME, LookupList, LookupRow
from baton.usecases.act import Act, run
from baton.usecases.platform import Platform

_PREVIEWED = 5
# What a spreadsheet would take for a formula.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Read:
    """A CSV file as it was understood."""

    columns: tuple[str, ...]
    rows: tuple[LookupRow, ...]

    @property
    def preview(self) -> tuple[LookupRow, ...]:
        return self.rows[:_PREVIEWED]


def lists(platform: Platform, actor: Actor) -> list[LookupList]:
    """All lists by title."""
    require(actor, "lookup.administer")
    with platform.store.read() as uow:
        return uow.lookup_lists()


def replace_list(platform: Platform, actor: Actor, named: tuple[str, str], content: bytes) -> LookupList:
    """Put in the list ``named`` (name, title), or replace all rows of it at once. Raises ``InvalidInput`` and changes nothing when
    the file is no table with a key in every row."""
    require(actor, "lookup.administer")
    name, title = named[0].strip(), named[1].strip()[:200]
    if not NAME.fullmatch(name):
        raise InvalidInput(said("The name of a list begins with a small letter, then small letters, digits, _ and -."))
    read = read_csv(content)

    def work(act: Act) -> LookupList:
        about = LookupList(name, title or name, read.columns, len(read.rows), act.now, actor.id)
        act.uow.replace_lookup(about, read.rows)
        return about

    return run(platform, work)


def drop_list(platform: Platform, actor: Actor, name: str) -> None:
    """Forms that name it find nothing any more. Raises ``NotFound``."""
    require(actor, "lookup.administer")

    def work(act: Act) -> None:
        act.uow.lookup_list(name)
        act.uow.drop_lookup(name)

    run(platform, work)


def exported(platform: Platform, actor: Actor, name: str) -> str:
    """The list as CSV. Cells that a spreadsheet would take for a formula begin with an apostrophe."""
    require(actor, "lookup.administer")
    with platform.store.read() as uow:
        about, rows = uow.lookup_list(name), uow.lookup_rows(name)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(map(_harmless, about.columns))
    writer.writerows([_harmless(row.cells.get(head, "")) for head in about.columns] for row in rows)
    return out.getvalue()


def read_csv(content: bytes) -> Read:
    """Head line and rows; separated by commas, semicolons or tabs; UTF-8, else Windows-1252."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise InvalidInput(said("This is not a CSV file. Save the table as CSV and try again."))
    first = text.partition("\n")[0]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        heads = tuple(head.strip()[:LONGEST_CELL] for head in next(lines, []))
        _check_heads(heads)
        rows = tuple(_rows(heads, lines))
    except csv.Error as error:
        raise InvalidInput(said("The file cannot be read in line {line}: {error}.", line=lines.line_num, error=error)) from error
    if not rows:
        raise InvalidInput(said("The file has no rows below its headings."))
    return Read(heads, rows)


def _check_heads(heads: tuple[str, ...]) -> None:
    if not heads or not all(heads) or len(set(heads)) != len(heads):
        raise InvalidInput(said("The first line has to name every column once: the key first, then the label."))
    if len(heads) > MOST_COLUMNS:
        raise InvalidInput(said("The file has {has} columns; at most {most} are taken.", has=len(heads), most=MOST_COLUMNS))


def _rows(heads: tuple[str, ...], lines: Iterator[list[str]]) -> Iterator[LookupRow]:
    known: dict[str, int] = {}
    for number, line in enumerate(lines, 2):
        cells = [cell.strip()[:LONGEST_CELL] for cell in line]
        if not any(cells):
            continue
        if not cells[0]:
            raise InvalidInput(said("Line {line} has no key in its first column.", line=number))
        if cells[0] in known:
            raise InvalidInput(
                said(
                    "The key “{key}” stands in line {first} and again in line {second}.",
                    key=cells[0],
                    first=known[cells[0]],
                    second=number,
                )
            )
        if len(known) >= MOST_ROWS:
            raise InvalidInput(said("The file has more than {most} rows.", most=f"{MOST_ROWS:,}"))
        known[cells[0]] = number
        label = cells[1] if len(cells) > 1 and cells[1] else cells[0]
        yield LookupRow(cells[0], label, dict(zip(heads, cells, strict=False)))


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
