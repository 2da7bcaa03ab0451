"""Compiles the files of a definition once and keeps the results, the least recently used going first."""

import threading
import warnings
from collections import OrderedDict
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from baton.domain.definitions import ProcessDefinition
from baton.domain.ports.decisions import CompiledDecision, Decisions
from baton.engine.model.elements import DecisionTask
from baton.engine.model.extensions import Element, Place, elements
from baton.engine.model.parser import Parser
from baton.engine.model.prepare import prepare
from baton.engine.reading import read
from baton.engine.repairs.flows import write_out


class CannotCompile(Exception):
    """The files do not make an executable process. The message is for designers."""


@dataclass(frozen=True)
class Model:
    """One executable process with everything it calls; shared by all threads, changed by nobody."""

    key: str
    spec: Any
    scopes: Mapping[str, Any]
    elements: Mapping[Place, Element]
    decisions: Mapping[str, CompiledDecision]

    def scope(self, name: str) -> Any:
        """The specification of a sub-process or called process."""
        return self.scopes[name]


def compile_model(files: Mapping[str, bytes], key: str, decisions: Decisions) -> Model:
    """Raises ``CannotCompile``, ``BadXml`` or whatever SpiffWorkflow says."""
    parser, known = Parser(), {}
    tables: dict[str, CompiledDecision] = {}
    for name, content in sorted(files.items()):
        if name.endswith(".dmn"):
            tables.update(decisions.compile(content, name)[0])
        elif name.endswith((".bpmn", ".xml")):
            reading = read(content, name)
            root = deepcopy(reading.root)
            known.update(elements(root, (one for process in reading.processes for one in process.elements.values()), files))
            write_out(root)
            parser.add_bpmn_xml(root, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        spec, scopes = parser.get_spec(key), parser.get_subprocess_specs(key)
    for one in [spec, *scopes.values()]:
        _require_decisions(one, tables)
        prepare(one, known)
    return Model(key, spec, scopes, known, tables)


def _require_decisions(spec: Any, tables: Mapping[str, CompiledDecision]) -> None:
    for task_spec in spec.task_specs.values():
        if isinstance(task_spec, DecisionTask) and task_spec.decision not in tables:
            raise CannotCompile(f"no DMN file holds the decision {task_spec.decision} that {task_spec.bpmn_id} asks")


class Models:
    """Compiled models by the digest of their definition."""

    def __init__(self, decisions: Decisions, most: int = 256) -> None:
        self._decisions = decisions
        self._most = most
        self._known: OrderedDict[tuple[str, str], Model] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, definition: ProcessDefinition) -> Model:
        """The compiled model of a definition."""
        name = (definition.digest, definition.key)
        with self._lock:
            model = self._known.get(name)
            if model is not None:
                self._known.move_to_end(name)
                return model
        model = compile_model(definition.files, definition.key, self._decisions)
        with self._lock:
            self._known[name] = model
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return model
