"""Rows for: reference lists that forms look things up in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from struct import pack, unpack

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from baton.storage.tables.base import Base, Shaped, table

_LISTED, _MARKED = b"l", b"m"


class LookupListRow(Base):
    """One list."""

    __tablename__ = "lookup_lists"
    name: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    columns: Mapped[tuple[str, ...]] = mapped_column(Shaped(tuple[str, ...]))
    count: Mapped[int]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]


class LookupEntry(Base):
    """One row of a list at its ``place``, counted from 0. Rows come and go with their list only, by the hundred thousand, which a
    foreign key would look at one by one."""

    __tablename__ = "lookup_rows"
    __table_args__ = (UniqueConstraint("list", "key"), {"sqlite_with_rowid": False})
    list: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    label: Mapped[str]
    cells: Mapped[Mapping[str, str]] = mapped_column(Shaped(Mapping[str, str]))
    words: Mapped[str]


class LookupWord(Base):
    """A word, as bytes, which both databases put in the same order, and the places of all rows that have it (``packed``)."""

    __tablename__ = "lookup_words"
    __table_args__ = ({"sqlite_with_rowid": False},)
    list: Mapped[str] = mapped_column(primary_key=True)
    word: Mapped[bytes] = mapped_column(primary_key=True)
    places: Mapped[bytes]


def packed(places: Sequence[int]) -> bytes:
    """Ascending places: four bytes for each, or a bit for every row of the list where that is shorter."""
    if len(places) * 32 <= places[-1]:
        return _LISTED + pack(f"<{len(places)}I", *places)
    return _MARKED + _marks(places, places[-1] // 8 + 1)


def unpacked(several: Sequence[bytes]) -> int:
    """The places of any of them as one number, in which each place is a bit: the machine compares these fastest."""
    marked = [int.from_bytes(one[1:], "little") for one in several if one[:1] == _MARKED]
    listed = [place for one in several if one[:1] == _LISTED for place in unpack(f"<{len(one) // 4}I", one[1:])]
    found = int.from_bytes(_marks(listed, max(listed) // 8 + 1), "little") if listed else 0
    for one in marked:
        found |= one
    return found


def _marks(places: Sequence[int], size: int) -> bytes:
    marks = bytearray(size)
    for place in places:
        marks[place >> 3] |= 1 << (place & 7)
    return bytes(marks)


lookup_lists = table(LookupListRow)
lookup_rows = table(LookupEntry)
lookup_words = table(LookupWord)
