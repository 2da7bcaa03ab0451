"""A lookup list of a hundred thousand rows: putting it in from a CSV file, and what searching in it costs."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from tests.bench.measuring import postgres
from tests.bench.measuring.dispute import MORNING
from tests.bench.measuring.rows import Row

from baton.domain.working.lookups import LookupList
from baton.storage.queries.lookups import SqlSources
from baton.storage.schema import upgrade
from baton.storage.store import SqlStore
from baton.usecases.filling.lookups import read_csv

MANY = 100_000
TIMES = 20
MOST_SECONDS, MOST_MS = 10, 20
LIMIT = 20
FIRST = ("Müller", "Huber", "Hansen", "Novak", "Rossi", "Schmidt", "Eder", "Kowalski", "Berger", "Lang", "Wagner")
TRADES = ("Papier", "Metall", "Logistik", "Energie", "Bau", "Technik", "Holz")
FORMS = ("GmbH", "AG", "KG", "Handels GmbH")
CITIES = ("Graz", "Wien", "Hamburg", "Linz", "Berlin", "München", "Zürich", "Köln", "Basel")
SEARCHES = {
    "a key": "K-054321",
    "a prefix and a word": "mul gra",
    "one letter": "k",
    "three frequent words": "gmbh active at",
    "three frequent words that no row has together": "ag gmbh handels",
}


def rows() -> Iterator[Row]:
    """SQLite in a file, and PostgreSQL where there is one."""
    with TemporaryDirectory() as folder:
        yield from _measured("SQLite", f"sqlite:///{Path(folder) / 'baton.sqlite'}")
    with postgres.database() as address:
        if address:
            yield from _measured("PostgreSQL", address)


def _measured(database: str, address: str) -> Iterator[Row]:
    upgrade(address)
    store = SqlStore(address)
    # Only the own CPU time can be limited on a machine that others use as well; PostgreSQL works in another process.
    clock, what = (process_time, "CPU") if database == "SQLite" else (perf_counter, "elapsed")
    content = _file()
    begun = clock()
    read = read_csv(content)
    parsed = clock()
    with store.write() as uow:
        uow.replace_lookup(LookupList("firms", "Firms", read.columns, MANY, MORNING, "admin"), read.rows)
        uow.commit()
    ended = clock()
    how = f"{what}; {parsed - begun:.2f} s to read the CSV file, {ended - parsed:.2f} s to keep it, once"
    yield Row(f"{MANY:,} rows put in, {database}", ended - begun, "s", MOST_SECONDS if what == "CPU" else None, how)
    for name, text in SEARCHES.items():
        found, spent = 0, []
        for turn in range(TIMES + 1):
            begun = clock()
            found = len(SqlSources(store).find("firms", text, LIMIT))
            if turn:  # the first time compiles the statements
                spent.append(1000 * (clock() - begun))
        how = f"{what}, “{text}” finds {found}; median of {TIMES}"
        yield Row(f"{name}, {database}", median(spent), "ms", MOST_MS if what == "CPU" else None, how)
    store.close()


def _file() -> bytes:
    lines = ["key;name;city;country;state;street"]
    for n in range(MANY):
        name = f"{FIRST[n % 11]} {TRADES[n // 11 % 7]} {FORMS[n * 7 // 3 % 4]}"
        street = f"{FIRST[n // 77 % 11]}straße {n % 250}"
        lines.append(f"K-{n:06};{name};{CITIES[n // 5 % 9]};AT;{'active' if n % 3 else 'closed'};{street}")
    return "\n".join(lines).encode()
