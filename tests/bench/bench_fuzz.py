"""Random models against the token interpreter: how many of many runs deviate. The number comes from BATON_FUZZ_RUNS."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from tests.bench.measuring.rows import Row

sys.path.insert(0, str(Path(__file__).parents[1]))

from conformance.fuzz.playing import Play

RUNS = int(os.environ.get("BATON_FUZZ_RUNS", "300"))
FIRST = int(os.environ.get("BATON_FUZZ_FIRST", "1000000"))


def rows() -> Iterator[Row]:
    """The deviations, each told with the seed that leads to it."""
    begun, steps, deviations = process_time(), 0, []
    for seed in range(FIRST, FIRST + RUNS):
        try:
            steps += Play(seed).play()
        except Exception as error:
            deviations.append(f"seed {seed}: {type(error).__name__}: {error}")
    for told in deviations[:5]:
        sys.stderr.write(told + "\n")
    how = f"{steps} steps in {RUNS} runs with random restarts, each replayed, {process_time() - begun:,.0f} s CPU"
    yield Row("fuzz, deviations from the token interpreter", len(deviations), "", 0, how)
