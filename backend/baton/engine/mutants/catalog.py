"""The socket for mutations: what a model consists of, and every mistake that is made in it."""

import copy
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from baton.domain.definitions import only_for_designing
from baton.domain.scenarios import Flow, ModelParts, Mutant
from baton.engine.mutants import flows, people, timers, work
from baton.engine.mutants.mistake import Mistake, find
from baton.engine.outline import FLOW_NODES, executable
from baton.engine.xml import BadXml, children, is_bpmn, local, parse_bpmn, parse_xml

ONE_WAY = ("exclusiveGateway", "eventBasedGateway")
JOINS = ("parallelGateway", "inclusiveGateway")
IN_DIAGRAMS: tuple[Callable[[etree._Element], Iterator[Mistake]], ...] = (
    timers.gone, timers.changed, flows.conditions, flows.defaults, people.anybody, people.same_person, people.reasons, work.scripts,
)  # fmt: skip


class ModelMutations:
    """Reads the files of a model and makes mistakes in copies of them."""

    def parts(self, files: Mapping[str, bytes]) -> ModelParts:
        """The elements and flows of every process that can be executed."""
        elements: dict[str, str] = {}
        found: list[Flow] = []
        for root in _roots(files, (".bpmn", ".xml")).values():
            for process in children(root, "process"):
                if executable(process):
                    elements |= _elements(process)
                    found += _flows(process)
        return ModelParts(elements, tuple(found))

    def mutants(self, files: Mapping[str, bytes]) -> tuple[Mutant, ...]:
        """Every mistake, one each: those of diagrams first, then those of decisions."""
        made = []
        for name, root in _roots(files, (".bpmn", ".xml")).items():
            made += [_mutant(files, (name, root), mistake) for make in IN_DIAGRAMS for mistake in make(root)]
        for name, root in _roots(files, (".dmn",)).items():
            made += [_mutant(files, (name, root), mistake) for mistake in work.rules(root)]
        return tuple(made)


def _mutant(files: Mapping[str, bytes], source: tuple[str, etree._Element], mistake: Mistake) -> Mutant:
    name, root = source

    def make() -> dict[str, bytes]:
        changed = copy.deepcopy(root)
        place = find(changed, mistake.target)
        if place is not None:
            mistake.change(place)
        return {**files, name: etree.tostring(changed, xml_declaration=True, encoding="UTF-8")}

    id = f"{mistake.kind} {mistake.target} {mistake.mistake}"
    return Mutant(id, mistake.kind, mistake.shown_at, mistake.mistake, f"Nobody notices when {mistake.mistake}.", make)


def _roots(files: Mapping[str, bytes], endings: tuple[str, ...]) -> dict[str, etree._Element]:
    """The readable files; what cannot be read, the check of the model says."""
    roots = {}
    for name, content in sorted(files.items()):
        if not name.endswith(endings) or only_for_designing(name):
            continue
        try:
            roots[name] = parse_xml(content, name) if name.endswith(".dmn") else parse_bpmn(content, name)
        except BadXml:
            continue
    return roots


def _elements(process: etree._Element) -> dict[str, str]:
    nodes = (node for node in process.iter("*") if is_bpmn(node) and local(node) in FLOW_NODES and node.get("id"))
    return {node.get("id"): node.get("name") or node.get("id") for node in nodes}


def _flows(process: etree._Element) -> list[Flow]:
    kinds = {node.get("id"): local(node) for node in process.iter("*") if is_bpmn(node) and node.get("id")}
    return [
        Flow(
            node.get("id", ""), node.get("name") or "", node.get("sourceRef", ""), node.get("targetRef", ""),
            kinds.get(node.get("targetRef")) in JOINS, kinds.get(node.get("sourceRef")) not in ONE_WAY,
        )
        for node in process.iter("*") if is_bpmn(node) and local(node) == "sequenceFlow"
    ]  # fmt: skip
