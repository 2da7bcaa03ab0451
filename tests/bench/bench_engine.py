"""The engine room alone: what must stay linear, as ratios of counted function calls and processor time."""

import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from time import process_time
from typing import Any

from tests.bench.measuring import turns
from tests.bench.measuring.rows import Row

sys.path.insert(0, str(Path(__file__).parents[1]))

from baton.domain.engine import CompleteTask, Start
from baton.engine.spiff import SpiffEngine
from conformance import counting
from conformance.definitions import T0, definitions
from conformance.engine_doubles import NoDecisions, PlainSandbox

FEW, MANY = 1_000, 5_000
BESIDE = 200, 2_000


class BareSandbox(PlainSandbox):
    """Copies nothing, so that only the engine is measured."""

    def execute(self, text: str, variables: Mapping[str, Any], now: datetime, seed: int) -> dict[str, Any]:
        space = dict(variables)
        exec(text, {}, space)
        return space


ENGINE = SpiffEngine(BareSandbox(), NoDecisions())
HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"><process id="p" isExecutable="true">'
BLOCKS = 12


def rows() -> Iterator[Row]:
    """Prediction, instances at the same time, and steps late in a life."""
    tasks = _predicted(BLOCKS)
    yield Row("prediction, tasks made for 12 AND blocks in a row", tasks, "", 30, "32,765 in the unrepaired library")
    few, many = _blocks(BLOCKS // 2), _blocks(BLOCKS)
    yield Row(
        "12 AND blocks in a row against 6", many / few, limit=2.6, how=f"all steps: {few * 1e3:.1f} ms, {many * 1e3:.1f} ms CPU"
    )
    yield _grown("open 5,000 parallel instances against 1,000", _opened)
    yield _grown("run 5,000 parallel script instances against 1,000", _scripts)
    one_few, one_many = turns.pair(lambda: _completed(BESIDE[0]), lambda: _completed(BESIDE[1]))
    how = f"{one_few * 1e6:,.0f} us and {one_many * 1e6:,.0f} us CPU, middle of {turns.ROUNDS} pairs, half of them completed"
    yield Row("complete one of 2,000 parallel user tasks against one of 200", one_many / one_few, limit=1.5, how=how)
    calls = [counting.calls(lambda count=count: _opened(count)) for count in (FEW, MANY)]
    how = f"Python functions called: {calls[0]:,} and {calls[1]:,}; no clock in it"
    yield Row("open 5,000 against 1,000, counted calls", calls[1] / calls[0], limit=5.2, how=how)


def _grown(name: str, make: Callable[[int], Any]) -> Row:
    """Many at once against the same number in portions, so that both take as long and hold as much."""
    portions = MANY // FEW
    few, many = turns.pair(lambda: turns.cpu(lambda: [make(FEW) for _ in range(portions)]), lambda: turns.cpu(lambda: make(MANY)))
    how = f"{few / portions * 1e3:,.1f} ms and {many * 1e3:,.1f} ms CPU, middle of {turns.ROUNDS} pairs of {portions} x {FEW:,} and {MANY:,}"
    return Row(name, portions * many / few, limit=6, how=how)


def _blocks_model(count: int) -> bytes:
    lines = ['<startEvent id="s"/>', '<endEvent id="e"/>', _flow("s", "a0")]
    for at in range(count):
        after = f"a{at + 1}" if at + 1 < count else "e"
        lines += [f'<parallelGateway id="a{at}"/><parallelGateway id="z{at}"/>', _flow(f"z{at}", after)]
        for task in (f"u{at}", f"v{at}"):
            lines += [f'<userTask id="{task}"/>', _flow(f"a{at}", task), _flow(task, f"z{at}")]
    return (HEAD + "".join(lines) + "</process></definitions>").encode()


def _flow(source: str, target: str) -> str:
    return f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}"/>'


def _repeated(tag: str, inner: str = "") -> bytes:
    many = '<multiInstanceLoopCharacteristics isSequential="false"><loopDataInputRef>lines</loopDataInputRef>'
    many += '<loopDataOutputRef>done</loopDataOutputRef><inputDataItem id="line"/><outputDataItem id="result"/>'
    task = f'<{tag} id="t">{many}</multiInstanceLoopCharacteristics>{inner}</{tag}>'
    flows = _flow("s", "t") + _flow("t", "e")
    return f'{HEAD}<startEvent id="s"/>{task}<endEvent id="e"/>{flows}</process></definitions>'.encode()


def _begun(content: bytes, **variables: Any) -> Any:
    definition = definitions({"bench.bpmn": content})["p"]
    return ENGINE.apply(ENGINE.fresh(definition), Start(variables), T0)


def _predicted(count: int) -> int:
    return len(_begun(_blocks_model(count)).state.root.tasks)


def _blocks(count: int) -> float:
    content = _blocks_model(count)
    _begun(content)
    begun = process_time()
    for _ in range(5):
        advance = _begun(content)
        for at in range(count):
            for task in (f"u{at}#1", f"v{at}#1"):
                advance = ENGINE.apply(advance.state, CompleteTask(task), T0)
    return (process_time() - begun) / 5


def _opened(count: int) -> Any:
    return _begun(_repeated("userTask"), lines=list(range(count))).state


def _completed(count: int) -> float:
    """One of the completions of everybody who waits, one after the other."""
    state, ends = _opened(count), count // 2

    def complete() -> None:
        nonlocal state
        for number in range(1, ends + 1):
            state = ENGINE.apply(state, CompleteTask(f"t#{number}", {"result": number}), T0).state

    return turns.cpu(complete) / ends


def _scripts(count: int) -> Any:
    return _begun(_repeated("scriptTask", "<script>result = line</script>"), lines=list(range(count)))
