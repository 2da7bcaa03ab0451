"""What a migration would meet, before anything is done."""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask

from baton.domain.migration import Obstacle, Plan
from baton.engine.migration.ahead import Marking
from baton.engine.migration.fitting import Fit
from baton.engine.migration.pair import Pair
from baton.engine.migration.tokens import open_scopes, place, tokens, waits_at_join
from baton.engine.migration.wording import bare, called, label, sentence
from baton.engine.model.extensions import Place
from baton.engine.repairs.joins.gateways import TokenParallelGateway
from baton.engine.repairs.joins.tokens import flow


def plan(root: Any, pair: Pair, found: Fit) -> Plan:
    """The whole answer for an instance: what stands in the way, and whether it would notice anything."""
    obstacles = [*found.obstacles]
    if not obstacles:
        for scope in open_scopes(root):
            if scope.parent_task_id in found.scopes:
                obstacles += _ahead(root, scope, (pair, found))
    before, after = _around(root, pair, found)
    if not obstacles:
        obstacles += _eyes(root, pair, after)
    mapped = {*pair.mapping, *pair.mapping.values()}
    other = {one for one in before ^ after if one[1] not in mapped} | {one for one in before & after if not pair.same(one)}
    changed = bool(
        obstacles or found.anew or found.calls or found.ended or any(found.listen.values()) or other or before != after
    )
    return Plan(
        tuple(obstacles), changed, tuple(found.remarks), tuple(found.calls), differs=_names(pair, other), ahead=_ids(pair, after)
    )


def _ids(pair: Pair, places: set[Place]) -> frozenset[str]:
    """The ids of elements and of the flows that leave them."""
    shapes = (pair.new.shapes.get(one) for one in places)
    return frozenset(id for _, id in places) | {flow for shape in shapes if shape is not None for flow in shape.flows}


def _names(pair: Pair, places: set[Place]) -> tuple[str, ...]:
    """What elements are called, what only SpiffWorkflow knows left out."""
    known = ((pair.new.model.elements.get(one) or pair.old.model.elements.get(one)) for one in sorted(places))
    told = (called(one, one.id, {**pair.old.model.elements, **pair.new.model.elements}) for one in known if one is not None)
    return tuple(dict.fromkeys(bare(one) for one in told))


def _ahead(root: Any, scope: Any, how: tuple[Pair, Fit]) -> Iterator[Obstacle]:
    """Joins and merges at which the tokens of a scope would go wrong, and would not have in the old version."""
    pair, found = how
    spec = found.scopes[scope.parent_task_id]
    here = tokens(scope)
    before: Marking = frozenset(_token(token, token.task_spec.name, flow) for token in here)
    after: Marking = frozenset(
        _token(token, found.anew.get(token.id) or found.carried[token.id].name, lambda one: pair.name(flow(one)))
        for token in here
    )
    if before == after and _graph(scope.spec) == _graph(spec):
        return
    old, new = pair.old.ahead(scope.spec, before), pair.new.ahead(spec, after)
    model = pair.new.model
    for name in sorted(new.stuck.keys() - old.stuck.keys()):
        missing = " and ".join(label(model, spec, one) for one in sorted(new.stuck[name]))
        told = f"{sentence(label(model, spec, name))} would wait for ever for {missing}, which this instance never began."
        yield _obstacle(root, here[0], (spec, told))
    for name in sorted(new.crowded - old.crowded):
        told = f"Branches of this instance would meet at {label(model, spec, name)} unjoined and go on several times."
        yield _obstacle(root, here[0], (spec, told))
    if not new.complete and any(isinstance(node, TokenParallelGateway) for node in spec.task_specs.values()):
        yield _obstacle(root, here[0], (spec, "There are too many ways ahead to be sure that every join gets its branches."))


def _token(token: Any, name: str, came_from: Any) -> tuple[str, str]:
    return (came_from(token) if waits_at_join(token) else "", name)


def _graph(spec: Any) -> dict[str, tuple[Any, ...]]:
    return {name: (type(node), tuple(node._outputs), tuple(node._inputs)) for name, node in spec.task_specs.items()}


def _obstacle(root: Any, token: Any, what: tuple[Any, str]) -> Obstacle:
    spec, message = what
    _, element = place(token)
    around = token.task_spec.around
    return Obstacle(root.name(token), element, around.outline.name if around is not None else element, spec.name, message)


def _eyes(root: Any, pair: Pair, ahead: set[Place]) -> Iterator[Obstacle]:
    """Rules that ask for another person than the one of a task which this instance ran, if at all, under another id."""
    known = {element for _, element in pair.old.model.elements} | root.counts.keys() | {element for _, element in ahead}
    for scope, element in sorted(ahead):
        found = pair.new.model.elements.get((scope, element))
        if found is None:
            continue
        for name in found.rules.not_same_as:
            if name not in known:
                message = (
                    f"“{found.outline.name}” must not be done by whoever did “{name}”, which this instance never passed: "
                    "nobody could say who that is."
                )
                yield Obstacle("", element, found.outline.name, scope, message)


def _around(root: Any, pair: Pair, found: Fit) -> tuple[set[Place], set[Place]]:
    """What lies at or ahead of the tokens, in either version."""
    before: set[Place] = set()
    after: set[Place] = set()
    for scope in open_scopes(root):
        spec = found.scopes.get(scope.parent_task_id)
        if spec is None:
            continue
        active = list(scope.active.values())
        carried = [found.carried[task.id].name for task in active if task.id in found.carried]
        begun = [found.anew[task.id] for task in active if task.id in found.anew]
        begun += [name for task in active for name in found.listen.get(task.id, ())]
        before |= _reach(pair.old.model, scope.spec, ([task.task_spec.name for task in active], []))
        after |= _reach(pair.new.model, spec, (carried, begun))
    return before, after


def _reach(model: Any, spec: Any, names: tuple[list[str], list[str]]) -> set[Place]:
    """Every element that tokens can come to, the content of what lies ahead included. ``names``: where tokens stand, of which
    the content is looked at on its own, and where they begin."""
    standing, begun = names
    seen: set[tuple[str, str]] = set()
    waiting = [(spec, name) for name in (*standing, *begun, *spec.start.event_subprocesses)]
    first = set(standing)
    while waiting:
        scope, name = waiting.pop()
        if (scope.name, name) in seen:
            continue
        seen.add((scope.name, name))
        node = scope.task_specs[name]
        waiting += [(scope, after) for after in node._outputs]
        inner = getattr(node, "task_spec", None)
        if isinstance(inner, str) and inner in scope.task_specs:
            waiting.append((scope, inner))
        if isinstance(node, SubWorkflowTask) and not (scope is spec and name in first):
            content = model.scopes[node.spec]
            waiting += [(content, one) for one in content.task_specs]
    return {(scope, name.partition(".BoundaryEventSplit")[0].partition(" [child]")[0]) for scope, name in seen}
