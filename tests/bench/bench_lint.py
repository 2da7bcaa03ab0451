"""The check of a model before it is deployed, and of a decision table for gaps."""

from collections.abc import Callable, Iterator
from itertools import count
from time import process_time

from tests.bench.measuring.rows import Row

from baton.engine.dmn.decisions import DmnDecisions
from baton.engine.lint import lint
from baton.engine.lint.model import Model, Surroundings
from baton.engine.spiff import SpiffEngine
from baton.engine.xml import parse_bpmn
from baton.sandbox.sandbox import HybridSandbox

MOST_MS, MOST_WHOLE_MS = 50, 60
BLOCKS = 25
ROUNDS = 15
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:spiff="http://spiffworkflow.org/bpmn/schema/1.0/core" '
    'id="d" targetNamespace="urn:bench"><process id="p" isExecutable="true">'
)
FORM = '<extensionElements><spiff:properties><spiff:property name="formJsonSchemaFilename" value="a.form.json"/></spiff:properties></extensionElements>'
FILES = {"a.form.json": b'{"schema": {"type": "object", "properties": {"amount": {"type": "number"}}}}'}


def rows() -> Iterator[Row]:
    """The rules alone, and the whole check with outline, schema and trial."""
    sandbox = HybridSandbox()
    content = _model()
    root = parse_bpmn(content, "bench.bpmn")
    engine = SpiffEngine(sandbox, DmnDecisions(sandbox))
    nodes = 2 + BLOCKS * 8
    rules = _best(lambda: list(lint(Model(root, "bench.bpmn", Surroundings(sandbox, FILES, processes={"p": True})))))
    yield Row(f"lint of {nodes} elements", rules, "ms", MOST_MS, f"best of {ROUNDS}, CPU time of all rules on one parsed model")
    edits = count()
    whole = _best(lambda: engine.check({"bench.bpmn": content.replace(b'id="d"', b'id="d%d"' % next(edits)), **FILES}))
    how = f"best of {ROUNDS}, CPU time: reading, outline, rules and the trial of the engine, after an edit that leaves the texts alone"
    yield Row(f"whole check of {nodes} elements", whole, "ms", MOST_WHOLE_MS, how)
    begun = process_time()
    SpiffEngine(sandbox, DmnDecisions(sandbox)).check({"bench.bpmn": content, **FILES})
    yield Row("whole check, first time", 1000 * (process_time() - begun), "ms", how="once, by an engine that never saw the model")
    sandbox.close()


def _best(measured: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        begun = process_time()
        measured()
        best = min(best, process_time() - begun)
    return best * 1000


def _model() -> bytes:
    """A start with a form, then blocks of a choice and two parallel branches with a task, a script and a timer."""
    parts, flows, last = [f'<startEvent id="s">{FORM}</startEvent><endEvent id="e"/>'], [], "s"
    for n in range(BLOCKS):
        parts.append(
            f'<exclusiveGateway id="x{n}" default="x{n}_m{n}"/><parallelGateway id="p{n}"/><parallelGateway id="q{n}"/><exclusiveGateway id="m{n}"/>'
            f'<userTask id="u{n}">{FORM}</userTask><scriptTask id="t{n}"><script>total{n} = amount * {n}</script></scriptTask>'
            f'<intermediateCatchEvent id="w{n}"><timerEventDefinition><timeDuration>PT{n + 1}H</timeDuration></timerEventDefinition></intermediateCatchEvent>'
            f'<task id="a{n}"/><sequenceFlow id="x{n}_p{n}" sourceRef="x{n}" targetRef="p{n}"><conditionExpression>amount &gt; {n}</conditionExpression></sequenceFlow>'
        )
        flows += [
            (last, f"x{n}"),
            (f"x{n}", f"m{n}"),
            (f"p{n}", f"u{n}"),
            (f"p{n}", f"t{n}"),
            (f"u{n}", f"w{n}"),
            (f"w{n}", f"q{n}"),
        ]
        flows += [(f"t{n}", f"a{n}"), (f"a{n}", f"q{n}"), (f"q{n}", f"m{n}")]
        last = f"m{n}"
    flows.append((last, "e"))
    drawn = "".join(f'<sequenceFlow id="{one}_{other}" sourceRef="{one}" targetRef="{other}"/>' for one, other in flows)
    return (HEAD + "".join(parts) + drawn + "</process></definitions>").encode()
