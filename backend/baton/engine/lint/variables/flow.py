"""Which variables may have been written when a token comes to an element: a walk along every path, until nothing is new."""

from heapq import heappop, heappush

from lxml import etree

from baton.engine.lint.model import SUB_PROCESSES, Model, is_event_sub_process
from baton.engine.lint.variables.writes import NOTHING, assigned, items, writes
from baton.engine.outline import FLOW_NODES
from baton.engine.xml import BPMN, SPIFF, extension, local, text_of

DATA = tuple(f"{{{BPMN}}}{tag}" for tag in ("dataObject", "dataObjectReference", "dataInput", "dataOutput", "property"))

# Beyond any process that people draw; what is known of each node would fill the memory.
MOST_FACTS = 1_000_000


class VariableFlow:
    """One process: ``before`` and ``after`` each node that was looked at, and ``anywhere`` all that is ever written."""

    def __init__(self, model: Model, process: etree._Element) -> None:
        self._model = model
        self.nodes = [node for node in process.iter(f"{{{BPMN}}}*") if local(node) in FLOW_NODES]
        self.before: dict[str, frozenset[str]] = {}
        self.after: dict[str, frozenset[str]] = {}
        own = {node.get("id", ""): writes(model, node) for node in self.nodes}
        named = {text for element in process.iter(*DATA) for text in (element.get("id"), element.get("name")) if text}
        self.anywhere = frozenset(named).union(*own.values())
        self._own = {node.get("id", ""): own[node.get("id", "")] | self._inside(own, node) for node in self.nodes}
        if len(self.nodes) * len(self.anywhere) <= MOST_FACTS:
            self._walk(process, frozenset(named))

    def _inside(self, own: dict[str, frozenset[str]], node: etree._Element) -> frozenset[str]:
        """What a sub-process may write, whichever way it is left."""
        if local(node) not in SUB_PROCESSES:
            return NOTHING
        return NOTHING.union(*(own.get(child.get("id", ""), NOTHING) for child in node.iter(f"{{{BPMN}}}*")))

    def _walk(self, process: etree._Element, given: frozenset[str]) -> None:
        """A node is looked at behind everything that leads to it, loops aside, so that most are looked at once."""
        nodes = self._ordered(process)
        order = {node: place for place, node in enumerate(nodes)}
        waiting = sorted(order[node] for node in self._enter(process, given))
        while waiting:
            node = nodes[heappop(waiting)]
            key = node.get("id", "")
            found = self.before[key] | self._own.get(key, NOTHING)
            if self.after.get(key) == found:
                continue
            self.after[key] = found
            reached = [after for after in self._model.following(node) if self._arrive(after, found)]
            if local(node) in SUB_PROCESSES:
                reached += self._enter(node, self.anywhere if is_event_sub_process(node) else self.inside(node))
            for after in reached:
                heappush(waiting, order[after])

    def _arrive(self, node: etree._Element, found: frozenset[str]) -> bool:
        """Whether the node has not seen all of this."""
        key = node.get("id", "")
        known = self.before.get(key)
        if known is not None and found <= known:
            return False
        self.before[key] = found if known is None else found | known
        return True

    def _enter(self, scope: etree._Element, given: frozenset[str]) -> list[etree._Element]:
        """The beginnings of a scope; what does not begin with it may find anything there."""
        return [
            node
            for node in self._model.entries(scope)
            if self._arrive(node, given if local(node) == "startEvent" else self.anywhere)
        ]

    def _ordered(self, process: etree._Element) -> list[etree._Element]:
        """Every node that is reached, sources first."""
        done: list[etree._Element] = []
        seen: set[etree._Element] = set()
        waiting = [(node, False) for node in self._model.entries(process)]
        while waiting:
            node, left = waiting.pop()
            if left:
                done.append(node)
            elif node not in seen:
                seen.add(node)
                inner = self._model.entries(node) if local(node) in SUB_PROCESSES else ()
                waiting.append((node, True))
                waiting += [(after, False) for after in (*self._model.following(node), *inner) if after not in seen]
        return done[::-1]

    def inside(self, node: etree._Element) -> frozenset[str]:
        """What a node sees while it runs: its own items, and what its script before sets."""
        scripts = [assigned(text_of(box)) for box in extension(node, "preScript", SPIFF)]
        return self.before.get(node.get("id", ""), self.anywhere).union(items(node), *scripts)
