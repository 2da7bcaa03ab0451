"""Random models run in the engine exactly as an interpreter of our own walks them, however often they are written out and read
back, and their journals lead to the same bytes. ``scripts/bench fuzz`` plays as many more as wanted."""

import pytest

from conformance.fuzz.playing import KINDS, Play

RUNS = 60
MIXTURES = [
    ("xor", "and", "or", "loop"),
    ("xor", "and", "or", "loop", "fork", "choice", "none"),
    ("fork", "choice", "link", "loop", "and"),
    ("first", "catch", "and", "loop", "xor"),
    ("sub", "call", "many", "and", "or"),
    ("boundary", "sub", "and", "loop", "xor"),
    ("boundary", "beside", "sub", "many", "first", "catch"),
    KINDS,
]


@pytest.mark.parametrize("kinds", MIXTURES, ids="+".join)
def test_random_models_run_as_the_token_interpreter_walks_them(kinds):
    steps = [Play(seed, kinds).play() for seed in range(RUNS)]

    assert sum(steps) > 3 * RUNS, "the models were too small to say anything"


def test_a_path_beside_its_loop_keeps_the_round_of_its_own_host():
    assert Play(53464, tuple(kind for kind in KINDS if kind != "none")).play() > 3
