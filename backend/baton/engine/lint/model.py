"""One BPMN file as rules see it: its elements, its flows, and what stands around it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from baton.domain.ports.sandbox import Sandbox
from baton.engine.outline import FLOW_NODES, executable
from baton.engine.xml import BPMN, children, is_bpmn, local

ACTIVITIES = frozenset(tag for tag in FLOW_NODES if tag.endswith(("ask", "Process", "Activity", "transaction")))
TASKS = frozenset(tag for tag in FLOW_NODES if tag.endswith("ask"))
SUB_PROCESSES = frozenset(("subProcess", "transaction"))
EVENTS = frozenset(tag for tag in FLOW_NODES if tag.endswith("Event"))
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class Surroundings:
    """What a model may refer to outside its own file."""

    sandbox: Sandbox
    files: Mapping[str, bytes] = field(default_factory=dict)
    decisions: frozenset[str] = frozenset()
    processes: Mapping[str, bool] = field(default_factory=dict)
    """Every process id of the deployment, and whether it can be executed."""


class Model:
    """``nodes`` and ``flows`` are those of executable processes; ``root`` holds everything."""

    def __init__(self, root: etree._Element, file: str, around: Surroundings) -> None:
        self.root = root
        self.file = file
        self.around = around
        self.processes = [process for process in children(root, "process") if executable(process)]
        self.by_id: dict[str, etree._Element] = {}
        self.nodes: list[etree._Element] = []
        self.flows: list[etree._Element] = []
        self._tagged: dict[str, list[etree._Element]] = defaultdict(list)
        self._incoming: dict[str, list[etree._Element]] = defaultdict(list)
        self._outgoing: dict[str, list[etree._Element]] = defaultdict(list)
        self._attached: dict[str, list[etree._Element]] = defaultdict(list)
        self._entries: dict[etree._Element, list[etree._Element]] = {}
        self._following: dict[etree._Element, list[etree._Element]] = {}
        for element in root.iter(f"{{{BPMN}}}*"):
            if element.get("id"):
                self.by_id.setdefault(element.get("id"), element)
        for process in self.processes:
            self._index(process)

    def _index(self, process: etree._Element) -> None:
        for element in process.iter(f"{{{BPMN}}}*"):
            tag = local(element)
            self._tagged[tag].append(element)
            if tag in FLOW_NODES:
                self.nodes.append(element)
            elif tag == "sequenceFlow":
                self.flows.append(element)
                self._outgoing[element.get("sourceRef", "")].append(element)
                self._incoming[element.get("targetRef", "")].append(element)
            if tag == "boundaryEvent":
                self._attached[element.get("attachedToRef", "")].append(element)

    def of(self, *tags: str) -> Iterator[etree._Element]:
        """Every element of executable processes with one of these tags."""
        for tag in tags:
            yield from self._tagged.get(tag, ())

    def incoming(self, node: etree._Element) -> list[etree._Element]:
        """The sequence flows that end at the node."""
        return self._incoming.get(node.get("id", ""), [])

    def outgoing(self, node: etree._Element) -> list[etree._Element]:
        """The sequence flows that begin at the node."""
        return self._outgoing.get(node.get("id", ""), [])

    def attached(self, node: etree._Element) -> list[etree._Element]:
        """The boundary events of the node."""
        return self._attached.get(node.get("id", ""), [])

    def source(self, flow: etree._Element) -> etree._Element | None:
        """Where a flow begins, if that is anything."""
        return self.by_id.get(flow.get("sourceRef", ""))

    def target(self, flow: etree._Element) -> etree._Element | None:
        """Where a flow ends, if that is anything."""
        return self.by_id.get(flow.get("targetRef", ""))

    def scopes(self) -> Iterator[etree._Element]:
        """Every process and sub-process that can run."""
        yield from self.processes
        yield from self.of(*SUB_PROCESSES)

    @cached_property
    def reached(self) -> frozenset[str]:
        """Ids of the nodes that some token can come to."""
        waiting = [node for scope in self.scopes() for node in self.entries(scope)]
        seen: set[str] = set()
        while waiting:
            node = waiting.pop()
            if node.get("id", "") in seen:
                continue
            seen.add(node.get("id", ""))
            waiting.extend(self.following(node))
        return frozenset(seen)

    def following(self, node: etree._Element) -> list[etree._Element]:
        """Where a token can be after the node, its boundary events first."""
        known = self._following.get(node)
        if known is None:
            targets = (self.target(flow) for flow in self.outgoing(node))
            known = self._following[node] = [*self.attached(node), *(target for target in targets if target is not None)]
        return known

    def entries(self, scope: etree._Element) -> list[etree._Element]:
        """Where tokens of a process or sub-process appear."""
        known = self._entries.get(scope)
        if known is None:
            known = self._entries[scope] = [node for node in scope if is_bpmn(node) and _is_entry(node)]
        return known

    def label(self, element: etree._Element) -> str:
        """The element as people know it: its kind and its name or id."""
        tag = words(local(element))
        name = " ".join((element.get("name") or "").split())
        if not name and tag == "sequence flow":
            return f"{tag} from {self._end(element, 'sourceRef')} to {self._end(element, 'targetRef')}"
        name = name or element.get("id", "")
        if name:
            return f"{tag} “{name}”"
        parent = element.getparent()
        return tag if parent is None else f"{tag} in {self.label(parent)}"

    def _end(self, flow: etree._Element, key: str) -> str:
        ref = flow.get(key, "")
        found = self.by_id.get(ref)
        return f"“{' '.join((found.get('name') or ref).split())}”" if found is not None else f"“{ref}”"

    def place(self, element: etree._Element) -> str | None:
        """The id of the element, or of the nearest one around it that a diagram shows."""
        for candidate in (element, *element.iterancestors()):
            if candidate.get("id") and (local(candidate) in FLOW_NODES or local(candidate) in ("sequenceFlow", "process")):
                return str(candidate.get("id"))
        return str(element.get("id")) if element.get("id") else None


def words(tag: str) -> str:
    """A tag as people would write it."""
    return _WORDS.sub(" ", tag).lower()


def definitions(event: etree._Element) -> list[etree._Element]:
    """The event definitions of an event: none, one or several."""
    return [child for child in event if is_bpmn(child) and local(child).endswith("EventDefinition")]


def has(element: etree._Element, tag: str) -> bool:
    """Whether there is a direct child with that tag."""
    return element.find(f"{{{BPMN}}}{tag}") is not None


def is_event_sub_process(node: etree._Element) -> bool:
    """Whether the node is a sub-process that an event starts."""
    return bool(node.get("triggeredByEvent") == "true")


def is_compensation(node: etree._Element) -> bool:
    """Whether the node only runs as a compensation."""
    return bool(node.get("isForCompensation") == "true")


def is_link_catch(node: etree._Element) -> bool:
    """Whether the node is where a link comes out."""
    return local(node) == "intermediateCatchEvent" and has(node, "linkEventDefinition")


def _is_entry(node: etree._Element) -> bool:
    tag = local(node)
    if tag == "sequenceFlow":
        return False
    return tag == "startEvent" or is_event_sub_process(node) or is_compensation(node) or is_link_catch(node)


def condition_of(flow: etree._Element) -> str | None:
    """The condition of a sequence flow, or None."""
    found = flow.find(f"{{{BPMN}}}conditionExpression")
    return None if found is None else "".join(found.itertext()).strip()
