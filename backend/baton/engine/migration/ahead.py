"""Moves the tokens of an instance through both versions along every choice: a token must not wait for one that never comes,
and two must not go on where one was meant to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.end_event import EndEvent
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.exclusive_gateway import ExclusiveGateway

from baton.engine.repairs.events.gateway import FirstEventGateway
from baton.engine.repairs.joins.gateways import TokenInclusiveGateway, TokenParallelGateway

SPLIT = ".BoundaryEventSplit"
MOST_MARKINGS = 2_000
MOST_CHOICES = 5
MERGES = 2
Token = tuple[str, str]
"""Where a token comes from, empty when it stands at the element, and the element."""
Marking = frozenset[Token]


@dataclass
class Ahead:
    """What tokens can meet: joins that wait for ever, with the flows that never bring a token, and elements where two come
    together unjoined. ``complete``: all ways were tried."""

    stuck: dict[str, set[str]] = field(default_factory=dict)
    crowded: set[str] = field(default_factory=set)
    complete: bool = True


def look(spec: Any, begin: Marking) -> Ahead:
    """Every way on from ``begin`` in one scope."""
    found = Ahead()
    seen: set[Marking] = set()
    waiting = [begin]
    while waiting:
        marking = waiting.pop()
        if marking in seen:
            continue
        if len(seen) >= MOST_MARKINGS:
            found.complete = False
            break
        seen.add(marking)
        waiting.extend(_after(spec, marking, found))
    return found


def _after(spec: Any, marking: Marking, found: Ahead) -> Iterator[Marking]:
    """Plain elements move first, then joins that have all they need, then what may merge."""
    moves = sorted((rank, token) for token in marking if (rank := _rank(spec, token, marking)) is not None)
    if not moves:
        for name in {name for _, name in marking if _joins_all(spec.task_specs.get(name))}:
            missing = set(spec.task_specs[name]._inputs) - {before for before, after in marking if after == name}
            found.stuck.setdefault(name, set()).update(missing)
        return
    token = moves[0][1] if moves[0][0] < MERGES else _furthest_back(spec, [one for _, one in moves], marking)
    name = token[1]
    node = spec.task_specs[name]
    taken = {token} if not token[0] else {one for one in marking if one[0] and one[1] == name}
    if len(taken) > 1 and not isinstance(node, (TokenParallelGateway, TokenInclusiveGateway, EndEvent)):
        found.crowded.add(name)
    for way in _ways(spec, node, standing=not token[0]):
        yield (marking - taken) | {(name, after) for after in way if not after.startswith("process:")}


def _furthest_back(spec: Any, merging: list[Token], marking: Marking) -> Token:
    """The token at a merge that no other token can still come to: tokens gather before they go on."""
    for token in merging:
        others = {name for _, name in marking if name != token[1]}
        if not any(token[1] in _downstream(spec, name) for name in others):
            return token
    return merging[0]


def _downstream(spec: Any, name: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(spec.task_specs[name]._outputs) if name in spec.task_specs else []
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting.extend(spec.task_specs[here]._outputs)
    return seen


def _rank(spec: Any, token: Token, marking: Marking) -> int | None:
    came_from, name = token
    node = spec.task_specs.get(name)
    if node is None:
        return None
    if not came_from or len(node._inputs) < 2:
        return 0
    if _joins_all(node):
        return 1 if {before for before, after in marking if after == name}.issuperset(node._inputs) else None
    return MERGES


def _joins_all(node: Any) -> bool:
    return isinstance(node, TokenParallelGateway) and len(node._inputs) > 1


def _ways(spec: Any, node: Any, standing: bool) -> Iterator[tuple[str, ...]]:
    outputs = list(node._outputs)
    if isinstance(node, BoundaryEventSplit):
        yield (outputs[0],)
        yield from _interrupting(spec, node)
        return
    if isinstance(node, TokenInclusiveGateway) and len(outputs) <= MOST_CHOICES:
        yield from (some for count in range(1, len(outputs) + 1) for some in combinations(outputs, count))
    elif isinstance(node, (TokenInclusiveGateway, ExclusiveGateway, FirstEventGateway)):
        yield from ((one,) for one in outputs)
    else:
        yield tuple(outputs)
    if standing and (split := spec.task_specs.get(f"{node.name}{SPLIT}")) is not None:
        yield from _interrupting(spec, split)


def _interrupting(spec: Any, split: Any) -> Iterator[tuple[str, ...]]:
    for name in split._outputs:
        event = spec.task_specs[name]
        if isinstance(event, BoundaryEvent) and event.cancel_activity:
            yield (name,)
