"""Finishes parsed specifications, so that they never change at run time and every instance and thread can share them."""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin
from SpiffWorkflow.bpmn.specs.event_definitions.conditional import ConditionalEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import EventSubprocess, SubWorkflowTask
from SpiffWorkflow.util.task import TaskState

from baton.engine.model.elements import ParkingServiceTask
from baton.engine.model.extensions import Element, Place
from baton.engine.repairs.events.gateway import FirstEventGateway
from baton.engine.repairs.joins.gateways import TokenInclusiveGateway


def prepare(spec: Any, elements: Mapping[Place, Element]) -> None:
    """Wire ``spec`` for good and tell each of its elements who it is."""
    _take_out_boundary_joins(spec)
    _wire_event_subprocesses(spec)
    _end_open_paths(spec)
    for task_spec in list(spec.task_specs.values()):
        _describe(task_spec, elements.get((spec.name, task_spec.bpmn_id)))
        if isinstance(task_spec, LoopTask):
            spec.task_specs[task_spec.task_spec].completed_event.connect(task_spec.merge_child)
        if isinstance(task_spec, TokenInclusiveGateway):
            task_spec.prepare()
        task_spec.restless = task_spec.restless or _asks_condition(task_spec)
    spec.start_event = spec.bpmn_start_events[0] if spec.bpmn_start_events else None
    spec.names = list(spec.task_specs)
    spec.numbers = {name: number for number, name in enumerate(spec.names)}


def _describe(task_spec: Any, element: Element | None) -> None:
    task_spec.around = element
    task_spec.element = None if isinstance(task_spec, LoopTask) else element
    task_spec.urgent = isinstance(task_spec, BoundaryEvent)
    task_spec.waits_in = _waits_in(task_spec)
    if element is not None and not element.interrupting:
        task_spec.interrupting = False


def _waits_in(task_spec: Any) -> int:
    """The state in which a task of this element waits for somebody or something; 0 when it never does."""
    if task_spec.manual:
        return int(TaskState.READY)
    if isinstance(task_spec, (SubWorkflowTask, ParkingServiceTask)):
        return int(TaskState.STARTED)
    catches = isinstance(task_spec, CatchingEvent) and not isinstance(task_spec.event_definition, NoneEventDefinition)
    return int(TaskState.WAITING) if catches else 0


def _asks_condition(task_spec: Any) -> bool:
    if isinstance(task_spec, FirstEventGateway):
        return any(isinstance(definition, ConditionalEventDefinition) for definition in task_spec.definitions)
    return isinstance(task_spec, CatchingEvent) and isinstance(task_spec.event_definition, ConditionalEventDefinition)


def _take_out_boundary_joins(spec: Any) -> None:
    """Hosts and boundary events settle directly, see the repair of boundary events."""
    joins = {name for name, found in spec.task_specs.items() if isinstance(found, BoundaryEventJoin)}
    for task_spec in spec.task_specs.values():
        task_spec._outputs = [name for name in task_spec._outputs if name not in joins]
    for name in joins:
        del spec.task_specs[name]


def _wire_event_subprocesses(spec: Any) -> None:
    found = [task_spec for task_spec in spec.task_specs.values() if isinstance(task_spec, EventSubprocess)]
    for task_spec in found:
        task_spec._inputs = [spec.start.name]
        task_spec._outputs = [spec.end.name]
        if task_spec.name not in spec.end._inputs:
            spec.end._inputs.append(task_spec.name)
    spec.start.event_subprocesses = tuple(task_spec.name for task_spec in found)


def _end_open_paths(spec: Any) -> None:
    """A path that simply stops ends there, as if an end event stood behind it."""
    repeated = {found.task_spec for found in spec.task_specs.values() if isinstance(found, LoopTask)}
    for task_spec in list(spec.task_specs.values()):
        if task_spec.bpmn_id and not task_spec._outputs and task_spec.name not in repeated:
            task_spec.connect(spec.end)
