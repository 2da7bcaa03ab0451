"""Which message belongs to which waiting activity."""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition


def carried(correlations: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """SpiffWorkflow's values by key and property as plain values by property."""
    return {name: value for properties in correlations.values() for name, value in sorted(properties.items())}


def subscribed(task: Any, message: str) -> dict[str, Any]:
    """The correlation values that a message must bring to be for this waiting task."""
    definition = next(
        (one for one in definitions(task.task_spec) if isinstance(one, MessageEventDefinition) and one.name == message), None
    )
    if definition is None:
        return {}
    names = {entry.name for entry in definition.correlation_properties} | {
        entry.name for entry in getattr(definition, "process_correlations", ())
    }
    known: dict[str, Any] = {}
    scope = task.workflow
    while scope is not None:
        known = {**carried(scope.correlations), **known}
        scope = scope.parent_workflow
    return {name: known[name] for name in sorted(names) if name in known}


def definitions(task_spec: Any) -> list[Any]:
    """Everything a catching element waits for."""
    several = getattr(task_spec, "definitions", None)
    return several if several is not None else [task_spec.event_definition]


def matches(wanted: Mapping[str, Any], brought: Mapping[str, Any]) -> bool:
    """Whether a message with these values is for somebody who wants those."""
    return all(name in brought and brought[name] == value for name, value in wanted.items())
