"""Moves tokens through one scope of a model along every choice, as far as that is cheap.

Merges move last: tokens gather before them, so that two tokens on their way to one merge are seen together. The order of
everything else does not matter, because no element takes a token away from another.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from lxml import etree

from baton.engine.lint.model import ACTIVITIES, Model, condition_of, definitions, is_event_sub_process
from baton.engine.outline import FLOW_NODES
from baton.engine.xml import is_bpmn, local

MOST_MARKINGS = 400
MOST_WAYS = 5
Marking = frozenset[int]
Numbers = dict[etree._Element, int]


@dataclass(frozen=True)
class Step:
    """One element: flows (by number) it takes tokens from, all of them or any one, and the ways in which it can go on."""

    node: etree._Element
    takes: tuple[int, ...]
    all: bool
    ways: tuple[tuple[int, ...], ...]
    ends_all: bool = False


@dataclass
class Explored:
    """Joins that can wait for ever, and merges that two tokens can come to at once."""

    stuck: list[etree._Element] = field(default_factory=list)
    crowded: list[etree._Element] = field(default_factory=list)


_KNOWN: WeakKeyDictionary[Model, Explored] = WeakKeyDictionary()


def explored(model: Model) -> Explored:
    """What can go wrong in the scopes of a model, looked for once."""
    known = _KNOWN.get(model)
    if known is None:
        numbers = {flow: number for number, flow in enumerate(model.flows)}
        each = [_explore(model, scope, numbers) for scope in model.scopes()]
        known = _KNOWN[model] = Explored(
            [one for found in each for one in found.stuck], [one for found in each for one in found.crowded]
        )
    return known


def _explore(model: Model, scope: etree._Element, numbers: Numbers) -> Explored:
    """One process or sub-process; nothing when it is too large or has a join of another kind."""
    steps: list[Step] = []
    begins: list[Marking] = []
    beside: list[Marking] = []
    for node in scope:
        if not is_bpmn(node) or local(node) not in FLOW_NODES:
            continue
        if local(node) == "inclusiveGateway" and len(model.incoming(node)) > 1:
            return Explored()
        ways = tuple(_ways(model, node, numbers))
        takes = tuple(numbers[flow] for flow in model.incoming(node))
        if takes:
            ending = any(local(one) == "terminateEventDefinition" for one in definitions(node))
            steps.append(Step(node, takes, local(node) == "parallelGateway", ways, ending))
        elif local(node) == "boundaryEvent" and node.get("cancelActivity") == "false":
            beside += [frozenset(way) for way in ways if way]
        elif not is_event_sub_process(node) and local(node) != "boundaryEvent":
            begins += [frozenset(way) for way in ways if way]
    # What a reminder starts may well be joined with the path that it reminds of: alone it only looks stuck.
    alone = _Walk(steps).from_each(begins)
    return Explored(alone.stuck, _Walk(steps).from_each(begins + beside).crowded) if beside else alone


def _ways(model: Model, node: etree._Element, numbers: Numbers) -> Iterator[tuple[int, ...]]:
    """The flows that tokens leave on, for each way to go on."""
    flows = [numbers[flow] for flow in model.outgoing(node)]
    tag = local(node)
    chosen = tag == "inclusiveGateway" or (tag in ACTIVITIES and any(condition_of(flow) for flow in model.outgoing(node)))
    if tag in ("exclusiveGateway", "eventBasedGateway") or (chosen and len(flows) > MOST_WAYS):
        yield from ((flow,) for flow in flows) if flows else [()]
    elif chosen:
        yield from (tuple(flow for place, flow in enumerate(flows) if 1 << place & ways) for ways in range(1, 1 << len(flows)))
    else:
        yield tuple(flows)
    for event in model.attached(node):
        compensates = any(local(one) == "compensateEventDefinition" for one in definitions(event))
        if event.get("cancelActivity") != "false" and not compensates:
            yield tuple(numbers[flow] for flow in model.outgoing(event))


class _Walk:
    """All markings that can be reached."""

    def __init__(self, steps: list[Step]) -> None:
        self._takers: dict[int, Step] = {flow: step for step in steps for flow in step.takes}
        self._found: dict[str, dict[etree._Element, None]] = defaultdict(dict)

    def from_each(self, begins: list[Marking]) -> Explored:
        seen: set[Marking] = set()
        waiting = list(begins)
        while waiting:
            marking = waiting.pop()
            if marking in seen:
                continue
            if len(seen) >= MOST_MARKINGS:
                return Explored()
            seen.add(marking)
            waiting += self._after(marking)
        return Explored(list(self._found["stuck"]), list(self._found["crowded"]))

    def _after(self, marking: Marking) -> Iterator[Marking]:
        step = self._next(marking)
        if step is None:
            for flow in marking:
                taker = self._takers.get(flow)
                if taker is not None and taker.all:
                    self._found["stuck"][taker.node] = None
            return
        if step.ends_all:
            return
        taken = [flow for flow in step.takes if flow in marking]
        if not step.all and len(taken) > 1:
            self._found["crowded"][step.node] = None
        rest = marking - (set(step.takes) if step.all else set(taken))
        for way in step.ways:
            yield rest | set(way)

    def _next(self, marking: Marking) -> Step | None:
        """The element that moves: a plain one before a join, a join before a merge."""
        best: tuple[int, int] | None = None
        chosen = None
        for flow in marking:
            step = self._takers.get(flow)
            if step is None or (step.all and not marking.issuperset(step.takes)):
                continue
            rank = (0 if len(step.takes) == 1 else 1 if step.all else 2, flow)
            if best is None or rank < best:
                best, chosen = rank, step
        return chosen
