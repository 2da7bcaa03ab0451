"""A real `baton serve` on a loopback port, and the processor time that it and its worker have used."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

LONGEST_START = 60.0
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A serving process. ``started_in`` are the seconds from its start to its first answer."""

    address: str
    pid: int
    started_in: float

    def cpu(self) -> float:
        """Seconds of processor time of the process and its workers, to a hundredth."""
        return sum(_spent(pid) for pid in (self.pid, *_children(self.pid)))


@contextmanager
def serving(data: Path, settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Serve the data folder until the block ends."""
    port = _free_port()
    command = [sys.executable, "-m", "baton.main.cli", "serve", "--port", str(port), "--data", str(data)]
    begun = monotonic()
    process = subprocess.Popen(command, env={**os.environ, **(settings or {})}, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        _await(process, address)
        yield Server(address, process.pid, monotonic() - begun)
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()


def _await(process: "subprocess.Popen[bytes]", address: str) -> None:
    end = monotonic() + LONGEST_START
    while monotonic() < end and process.poll() is None:
        try:
            with urlopen(f"{address}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            sleep(0.02)
    raise AssertionError("baton serve did not answer")


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for child in (thread / "children").read_text().split():
            found += [int(child), *_children(int(child))]
    return found


def _spent(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK
