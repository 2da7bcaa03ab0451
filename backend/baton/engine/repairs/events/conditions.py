"""SpiffWorkflow shows a waiting condition only the data its own token brought along when it began to wait. Here it sees what the
scope holds now."""

from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.conditional import ConditionalEventDefinition


def _has_fired(self: Any, my_task: Any) -> bool:
    workflow = my_task.workflow
    outer = workflow.parent_workflow
    scope = outer if outer is not None and workflow.parent_task_id in outer.armed else workflow
    variables = {**scope.data_objects, **workflow.top_workflow.view(scope)} or my_task.data
    return bool(workflow.script_engine.environment.evaluate(self.expression, variables))


def install() -> None:
    """Put the repair in place."""
    ConditionalEventDefinition.has_fired = _has_fired
