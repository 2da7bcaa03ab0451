"""Parallel and inclusive gateways that join by tokens. SpiffWorkflow asks which inputs were *ever* completed; the BPMN
standard asks which incoming flows hold a token now."""

from typing import Any

from SpiffWorkflow.bpmn.exceptions import WorkflowTaskException
from SpiffWorkflow.bpmn.specs.defaults import InclusiveGateway, ParallelGateway
from SpiffWorkflow.util.task import TaskState

from baton.engine.repairs.joins.tokens import consume, flow, let_go, tokens


class TokenParallelGateway(ParallelGateway):  # type: ignore[misc]
    """Fires when every incoming flow holds a token."""

    def _check_threshold_unstructured(self, my_task: Any) -> bool:
        return {flow(token) for token in tokens(my_task)}.issuperset(self._inputs)


class TokenInclusiveGateway(InclusiveGateway):  # type: ignore[misc]
    """Fires when no active token of its scope can still reach an empty incoming flow without also reaching a full one. Unless all
    are full it looks when everything else rests: a gateway may be about to send more than the first token."""

    restless = True
    reach: dict[str, frozenset[str]]

    def prepare(self) -> None:
        """Work out once what the model alone decides."""
        self.reach = {flow.name: _upstream(flow, self) for flow in self.inputs}

    def _check_threshold_unstructured(self, my_task: Any) -> bool:
        full = {flow(token) for token in tokens(my_task)}
        empty = [name for name in self._inputs if name not in full]
        if not empty:
            return True
        if my_task._state != TaskState.WAITING:
            return False
        return not any(
            task.task_spec is not self and self._may_still_arrive(task.task_spec.name, empty, full)
            for task in my_task.workflow.active.values()
        )

    def _may_still_arrive(self, name: str, empty: list[str], full: set[str]) -> bool:
        return any(name in self.reach[flow] for flow in empty) and not any(name in self.reach[flow] for flow in full)

    def _run_hook(self, my_task: Any) -> bool:
        consume(my_task)
        matches, defaults = self._get_matching_outputs(my_task)
        if not matches and not defaults:
            raise WorkflowTaskException("No outgoing condition is true and there is no default flow", task=my_task)
        my_task._sync_children(matches or defaults, TaskState.FUTURE)
        let_go(my_task)
        return True


def _upstream(spec: Any, without: Any) -> frozenset[str]:
    seen, stack = {spec.name}, [spec]
    while stack:
        for before in stack.pop().inputs:
            if before is not without and before.name not in seen:
                seen.add(before.name)
                stack.append(before)
    return frozenset(seen)
