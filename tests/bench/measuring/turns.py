"""Two things measured in turns: what else the machine does hits both of a pair alike, and the middle pair is the one to believe."""

import gc
from collections.abc import Callable
from time import process_time
from typing import Any

ROUNDS = 11
Pair = tuple[float, float]


def cpu(work: Callable[[], Any]) -> float:
    """Seconds of processor time, begun without the garbage of others."""
    gc.collect()
    begun = process_time()
    work()
    return process_time() - begun


def pair(one: Callable[[], float], other: Callable[[], float]) -> Pair:
    """What each needed in the pair whose ratio is in the middle of all."""
    found = sorted(((one(), other()) for _ in range(ROUNDS)), key=lambda each: each[1] / each[0])
    return found[ROUNDS // 2]
