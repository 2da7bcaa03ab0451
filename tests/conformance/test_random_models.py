"""Random models run in the engine exactly as a token interpreter of our own walks them."""

import pytest

from baton.domain.engine import CompleteTask, Start
from baton.domain.instances import InstanceState
from baton.engine.spiff import SpiffEngine
from conformance.blocks import Oracle, Walker, drawn
from conformance.definitions import T0, definitions
from conformance.engine_doubles import NoDecisions, PlainSandbox

KINDS = [["xor", "and"], ["xor", "loop"], ["and", "loop"], ["or", "loop"], ["xor", "and", "or", "loop"]]
RUNS = 40
MOST_STEPS = 60


def run(seed, kinds, restart):
    """Walk one random model in random order; the steps taken."""
    block, content, chance = drawn(seed, kinds)
    engine = SpiffEngine(PlainSandbox(pick=Oracle(seed).pick), NoDecisions())
    definition = definitions({"random.bpmn": content})["p"]
    reference = Walker(block, Oracle(seed))
    advance = engine.apply(engine.fresh(definition), Start(), T0)
    open_tasks = {task.activity: task.element_id for task in advance.opened}
    for step in range(MOST_STEPS):
        expected = sorted(reference.open())
        assert sorted(open_tasks.values()) == expected, f"seed {seed}, step {step}\n{content.decode()}"
        if not expected:
            assert advance.status is InstanceState.COMPLETED
            return step
        activity = chance.choice(sorted(open_tasks))
        reference.complete(open_tasks[activity])
        state = engine.load(definition, engine.dump(advance.state)) if restart else advance.state
        advance = engine.apply(state, CompleteTask(activity), T0)
        assert not advance.failures
        for closed in advance.closed:
            open_tasks.pop(closed, None)
        open_tasks |= {task.activity: task.element_id for task in advance.opened}
    return MOST_STEPS


@pytest.mark.parametrize("restart", [False, True], ids=["in memory", "restarted at every step"])
@pytest.mark.parametrize("kinds", KINDS, ids="+".join)
def test_random_models_run_as_the_token_interpreter_walks_them(kinds, restart):
    steps = [run(seed, kinds, restart) for seed in range(RUNS)]

    assert sum(steps) > RUNS, "the models were too small to say anything"
