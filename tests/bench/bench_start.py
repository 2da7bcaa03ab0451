"""From `baton serve` to the first answer: on an empty folder, and again."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measuring.rows import Row
from tests.bench.measuring.served import serving

MOST_SECONDS = 5


def rows() -> Iterator[Row]:
    """Cold: database made, demo people and pack installed. Then once more on the same folder."""
    with tempfile.TemporaryDirectory(prefix="baton-bench-") as folder:
        with serving(Path(folder), {"BATON_DEMO": "1"}) as first:
            cold, cold_cpu = first.started_in, first.cpu()
        with serving(Path(folder)) as second:
            warm, warm_cpu = second.started_in, second.cpu()
    how = "seconds until /readyz answers; {:.1f} s CPU"
    yield Row("start, empty folder", cold, "s", how=how.format(cold_cpu) + ", demo and pack installed")
    yield Row("start, second time", warm, "s", MOST_SECONDS, how.format(warm_cpu))
    yield Row("start, imports alone", 1000 * _imports(), "ms", how="CPU of a process that imports what `baton serve` needs")


def _imports() -> float:
    code = "import time, baton.main.wsgi, baton.main.cli; print(time.process_time())"
    return float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout)
