"""A PostgreSQL to measure beside SQLite: the one of ``BATON_TEST_POSTGRES_URL``, or one from a wheel, or none."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))


@contextmanager
def database() -> Iterator[str | None]:
    """The address of a new database, gone afterwards; None when there is no PostgreSQL."""
    os.environ.setdefault("LC_ALL", "C")
    import databases

    with TemporaryDirectory() as folder:
        try:
            made = databases.empty("postgres", Path(folder))
            address = made.__enter__()
        except pytest.skip.Exception:
            yield None
            return
        try:
            yield address
        finally:
            made.__exit__(None, None, None)
