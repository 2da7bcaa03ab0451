"""SpiffWorkflow's parser with our own elements in the places where its elements fall short."""

from typing import Any

from SpiffWorkflow.bpmn.parser.event_parsers import (
    CANCEL_EVENT_XPATH,
    CONDITIONAL_EVENT_XPATH,
    ERROR_EVENT_XPATH,
    ESCALATION_EVENT_XPATH,
    MESSAGE_EVENT_XPATH,
    SIGNAL_EVENT_XPATH,
    TERMINATION_EVENT_XPATH,
    TIMER_EVENT_XPATH,
    EventBasedGatewayParser,
)
from SpiffWorkflow.bpmn.parser.task_parsers import ConditionalGatewayParser, GatewayParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs.defaults import StartEvent
from SpiffWorkflow.spiff.parser import SpiffBpmnParser
from SpiffWorkflow.spiff.parser.event_parsers import SpiffEndEventParser, SpiffEventDefinitionParser, SpiffStartEventParser
from SpiffWorkflow.spiff.parser.process import SpiffProcessParser
from SpiffWorkflow.spiff.parser.task_spec import BusinessRuleTaskParser, ServiceTaskParser, SubWorkflowParser
from SpiffWorkflow.spiff.specs.defaults import EventSubprocess, SubWorkflowTask

from baton.engine.model.elements import DecisionTask, ParkingServiceTask, ThrowingEndEvent
from baton.engine.model.order import last_first, sort_inputs
from baton.engine.repairs.events.gateway import FirstEventGateway
from baton.engine.repairs.joins.gateways import TokenInclusiveGateway, TokenParallelGateway


class ProcessReader(SpiffProcessParser):  # type: ignore[misc]
    """Keeps SpiffWorkflow's own steps of a process apart from elements that happen to be called ``Start`` or ``End``:
    a colon cannot stand in the id of an element."""

    def create_spec(self) -> Any:
        """An empty process."""
        spec = super().create_spec()
        last = spec.end.outputs[0]
        for step, name in ((spec.start, "process:start"), (spec.end, "process:join"), (last, "process:end")):
            del spec.task_specs[step.name]
            step.name = name
            spec.task_specs[name] = step
        spec.end.outputs, last.inputs = [last], [spec.end]
        spec.last = last
        return spec

    def add_tasks(self) -> None:
        """Everything that can run. SpiffWorkflow lets several compete, see the repair of starts; here each stands alone."""
        starts, inside = self.xpath("./bpmn:startEvent"), self.xpath("./bpmn:subProcess[@triggeredByEvent]")
        if not starts:
            raise ValidationException("No start event found", node=self.node, file_name=self.filename)
        beginnings = [*starts, *(node for node in inside if node.get("triggeredByEvent") in ("true", "1"))]
        for node in last_first(self.node, beginnings):
            self.parse_node(node)
        sort_inputs(self.node, self.spec)

    def get_position(self, node_id: Any) -> dict[str, float]:
        """Where an element stands in the drawing must not decide which of several true conditions wins: their order does."""
        return {"x": 0.0, "y": 0.0}


class StartParser(SpiffStartEventParser):  # type: ignore[misc]
    """Knows error and escalation starts of event sub-processes, which SpiffWorkflow reads as plain starts."""

    def create_task(self) -> Any:
        """The start event, connected to the beginning of its process."""
        paths = [
            MESSAGE_EVENT_XPATH,
            SIGNAL_EVENT_XPATH,
            TIMER_EVENT_XPATH,
            CONDITIONAL_EVENT_XPATH,
            ERROR_EVENT_XPATH,
            ESCALATION_EVENT_XPATH,
        ]
        task = self._create_task(self.get_event_definition(paths))
        self.spec.start.connect(task)
        return task


class EndParser(SpiffEndEventParser):  # type: ignore[misc]
    """Knows signal end events, which SpiffWorkflow reads as plain ends."""

    def create_task(self) -> Any:
        """The end event, connected to the end of its process."""
        paths = [
            MESSAGE_EVENT_XPATH,
            SIGNAL_EVENT_XPATH,
            CANCEL_EVENT_XPATH,
            ERROR_EVENT_XPATH,
            ESCALATION_EVENT_XPATH,
            TERMINATION_EVENT_XPATH,
        ]
        task = self._create_task(self.get_event_definition(paths))
        task.connect(self.spec.end)
        return task


class EventGatewayParser(SpiffEventDefinitionParser, EventBasedGatewayParser):  # type: ignore[misc]
    """Reads event-based gateways."""

    def create_task(self) -> Any:
        """The gateway, whose events come with its outgoing flows."""
        return EventBasedGatewayParser.create_task(self)


class ScopeParser(SubWorkflowParser):  # type: ignore[misc]
    """Tells event sub-processes from others; SpiffWorkflow looks for the mark in the wrong namespace and never finds it."""

    def create_task(self) -> Any:
        """The sub-process, whose content is parsed as a process of its own."""
        if self.node.get("triggeredByEvent") in ("true", "1"):
            self.spec_class = EventSubprocess
        return super().create_task()


class DecisionParser(BusinessRuleTaskParser):  # type: ignore[misc]
    """Reads business rule tasks; which tables exist is known elsewhere."""

    def create_task(self) -> Any:
        """The task with the id of the decision it asks."""
        extensions = self.parse_extensions()
        decision = (extensions.get("calledDecisionId") or "").strip()
        if not decision:
            self.raise_validation_exception(f"the business rule task {self.bpmn_id} names no decision")
        return DecisionTask(
            self.spec,
            self.bpmn_id,
            decision=decision,
            prescript=extensions.get("preScript"),
            postscript=extensions.get("postScript"),
            **self.bpmn_attributes,
        )


class Parser(SpiffBpmnParser):  # type: ignore[misc]
    """Reads BPMN into our elements."""

    PROCESS_PARSER_CLASS = ProcessReader
    OVERRIDE_PARSER_CLASSES = {  # noqa: RUF012
        **SpiffBpmnParser.OVERRIDE_PARSER_CLASSES,
        full_tag("parallelGateway"): (GatewayParser, TokenParallelGateway),
        full_tag("inclusiveGateway"): (ConditionalGatewayParser, TokenInclusiveGateway),
        full_tag("eventBasedGateway"): (EventGatewayParser, FirstEventGateway),
        full_tag("serviceTask"): (ServiceTaskParser, ParkingServiceTask),
        full_tag("businessRuleTask"): (DecisionParser, DecisionTask),
        full_tag("subProcess"): (ScopeParser, SubWorkflowTask),
        full_tag("startEvent"): (StartParser, StartEvent),
        full_tag("endEvent"): (EndParser, ThrowingEndEvent),
    }
