"""The engine room alone: what must stay linear, as ratios of counted function calls and processor time."""

import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from time import process_time
from typing import Any

from tests.bench.rows import Row

sys.path.insert(0, str(Path(__file__).parents[1]))

from baton.domain.engine import CompleteTask, Start
from baton.engine.spiff import SpiffEngine
from conformance.definitions import T0, definitions
from conformance.engine_doubles import NoDecisions, PlainSandbox

FEW, MANY = 1_000, 5_000


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
    open_few, open_many = _opened(FEW), _opened(MANY)
    how = f"{FEW}: {open_few[0] * 1e3:,.0f} ms, {MANY}: {open_many[0] * 1e3:,.0f} ms CPU"
    yield Row("open 5,000 parallel instances against 1,000", open_many[0] / open_few[0], limit=6, how=how)
    one_few, one_many = _completed(open_few[1]), _completed(open_many[1])
    how = f"one completion among {FEW}: {one_few * 1e6:,.0f} us, among {MANY}: {one_many * 1e6:,.0f} us CPU"
    yield Row("complete one of 5,000 against one of 1,000", one_many / one_few, limit=6, how=how)
    all_few, all_many = _scripts(FEW), _scripts(MANY)
    how = f"{FEW}: {all_few * 1e3:,.0f} ms, {MANY}: {all_many * 1e3:,.0f} ms CPU"
    yield Row("run 5,000 parallel script instances against 1,000", all_many / all_few, limit=6, how=how)


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


def _opened(count: int) -> tuple[float, Any]:
    content = _repeated("userTask")
    _begun(content, lines=[1])
    begun = process_time()
    advance = _begun(content, lines=list(range(count)))
    return process_time() - begun, advance.state


def _completed(state: Any) -> float:
    begun = process_time()
    for number in range(1, 11):
        state = ENGINE.apply(state, CompleteTask(f"t#{number}", {"result": number}), T0).state
    return (process_time() - begun) / 10


def _scripts(count: int) -> float:
    content = _repeated("scriptTask", "<script>result = line</script>")
    _begun(content, lines=[1])
    begun = process_time()
    _begun(content, lines=list(range(count)))
    return process_time() - begun
