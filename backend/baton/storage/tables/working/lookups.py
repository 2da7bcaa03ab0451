"""Rows for: reference lists that forms look things up in."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from baton.storage.tables.base import Base, Shaped, belongs_to, table


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
    """One row of a list."""

    __tablename__ = "lookup_rows"
    list: Mapped[str] = mapped_column(belongs_to("lookup_lists.name"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str]
    cells: Mapped[Mapping[str, str]] = mapped_column(Shaped(Mapping[str, str]))
    words: Mapped[str]


class LookupWord(Base):
    """A word that a row is found by; as bytes, which both databases put in the same order."""

    __tablename__ = "lookup_words"
    __table_args__ = ({"sqlite_with_rowid": False},)
    list: Mapped[str] = mapped_column(primary_key=True)
    word: Mapped[bytes] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)


lookup_lists = table(LookupListRow)
lookup_rows = table(LookupEntry)
lookup_words = table(LookupWord)
