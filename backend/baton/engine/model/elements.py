"""Elements that behave differently here than in SpiffWorkflow: service tasks park, decisions come from our own evaluator."""

from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import EndEvent
from SpiffWorkflow.spiff.specs.defaults import ServiceTask
from SpiffWorkflow.spiff.specs.spiff_task import SpiffBpmnTask


class ParkingServiceTask(ServiceTask):  # type: ignore[misc]
    """Asks for a call and waits for its answer; nothing outside is touched within a step."""

    def _run_hook(self, my_task: Any) -> None:
        engine = my_task.workflow.script_engine
        parameters = {name: engine.evaluate(my_task, entry["value"]) for name, entry in self.operation_params.items()}
        my_task.workflow.top_workflow.request(my_task, self.operation_name, parameters)

    def finish(self, my_task: Any, result: Any) -> None:
        """Store the answer and go on."""
        if self.result_variable:
            my_task.data = {**my_task.data, self.result_variable: result}
        my_task.complete()


class DecisionTask(SpiffBpmnTask):  # type: ignore[misc]
    """Asks a decision table and stores its outputs as variables."""

    def __init__(self, wf_spec: Any, name: str, decision: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, name, **kwargs)
        self.decision = decision

    def _run_hook(self, my_task: Any) -> bool:
        value = my_task.workflow.top_workflow.decide(my_task, self.decision)
        my_task.data = {**my_task.data, **self._variables(value)}
        return True

    def _variables(self, value: Any) -> dict[str, Any]:
        """Outputs become variables; of several rows each output becomes a list; a lone value is named after its decision."""
        if value is None:
            return {}
        if isinstance(value, dict):
            return value
        if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
            names = dict.fromkeys(name for row in value for name in row)
            return {name: [row.get(name) for row in value] for name in names}
        return {self.decision: value}


class ThrowingEndEvent(EndEvent):  # type: ignore[misc]
    """An end event of any kind, signals included."""
