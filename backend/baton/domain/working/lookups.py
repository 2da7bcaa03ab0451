"""Lookup lists: reference rows that people search while they fill in a form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from unicodedata import combining, normalize

NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")
MOST_ROWS = 200_000
MOST_COLUMNS = 20
LONGEST_CELL = 500
LONGEST_WORD = 40
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class LookupList:
    """One list. The first column is the key that forms store, the second the label that people read."""

    name: str
    title: str
    columns: tuple[str, ...]
    count: int
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True)
class LookupRow:
    """One row: ``key`` is stored, ``label`` is shown, ``cells`` are all columns by their heads."""

    key: str
    label: str
    cells: Mapping[str, str] = field(default_factory=dict)


def words_of(text: str) -> list[str]:
    """The words that a text is found by: without accents and capitals, each once."""
    bare = "".join(sign for sign in normalize("NFKD", text.casefold()) if not combining(sign))
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in _WORD.findall(bare)))
