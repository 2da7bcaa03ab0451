"""Draws an approval from the answers: asked, decided (in time, or by somebody else), revised when sent back."""

from xml.sax.saxutils import escape, quoteattr

from baton.web.wizard.answers import Approval
from baton.web.wizard.forms import decision_form, request_form
from baton.web.wizard.layout import Flow, Node, edge, shape

_HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" '
    'xmlns:baton="urn:baton:bpmn:1" id="definitions-{key}" targetNamespace="urn:baton:process:{key}">'
)
REQUESTER = "requester"


def files(approval: Approval) -> dict[str, bytes]:
    """The diagram and its two forms."""
    key = approval.key
    nodes, flows = _drawn(approval)
    process = "".join(_element(node, flows) for node in nodes) + "".join(_flow(flow) for flow in flows)
    plane = "".join(shape(node) for node in nodes) + "".join(edge(flow) for flow in flows)
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?>\n' + _HEAD.format(key=key)
        + f"<bpmn:process id={quoteattr(key)} name={quoteattr(approval.name)} isExecutable=\"true\">"
        + f"<bpmn:documentation>{escape(_documentation(approval))}</bpmn:documentation>"
        + f'<bpmn:extensionElements><baton:process initiator="{REQUESTER}"/></bpmn:extensionElements>'
        + f"{process}</bpmn:process>"
        + f'<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement={quoteattr(key)}>{plane}</bpmndi:BPMNPlane>'
        + "</bpmndi:BPMNDiagram></bpmn:definitions>\n"
    )  # fmt: skip
    return {
        f"{key}.bpmn": xml.encode(),
        f"{key}.form.json": request_form(approval),
        f"{key}-decision.form.json": decision_form(approval),
    }


def _drawn(approval: Approval) -> tuple[list[Node], list[Flow]]:
    start = Node("asked", "startEvent", "Asked for", 0, 0, _form(f"{approval.key}.form.json"))
    decide = Node("approve", "userTask", "Approve", 1, 0, _decision(approval, approval.approvers))
    decided = Node("decided", "exclusiveGateway", "Decision?", 2, 0, attributes=' default="decided--rejected"')
    approved, rejected = Node("approved", "endEvent", "Approved", 3, 0), Node("rejected", "endEvent", "Rejected", 3, -1)
    nodes = [start, decide, decided, approved, rejected]
    flows = [
        Flow(start, decide), Flow(decide, decided), Flow(decided, approved, name="approve", condition='outcome == "approve"'),
        Flow(decided, rejected, "top left", name="reject"),
    ]  # fmt: skip
    if approval.send_back:
        revise = Node("revise", "userTask", "Revise request", 2, 1, _revision(approval))
        nodes.append(revise)
        flows.append(Flow(decided, revise, "bottom top", "send back", 'outcome == "revise"'))
        flows.append(Flow(revise, decide, "left bottom"))
    if approval.deadline:
        timer = f'<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">{approval.deadline}</bpmn:timeDuration></bpmn:timerEventDefinition>'
        late = Node("late", "boundaryEvent", f"after {approval.deadline_words}", 1, 0, timer, ' attachedToRef="approve"', -40)
        other = Node("approve-late", "userTask", "Approve (escalated)", 1, -1, _decision(approval, approval.escalation, 80))
        nodes += [late, other]
        flows += [Flow(late, other, "top bottom"), Flow(other, decided)]
    return nodes, flows


def _element(node: Node, flows: list[Flow]) -> str:
    incoming = "".join(f"<bpmn:incoming>{escape(flow.id)}</bpmn:incoming>" for flow in flows if flow.target == node)
    outgoing = "".join(f"<bpmn:outgoing>{escape(flow.id)}</bpmn:outgoing>" for flow in flows if flow.source == node)
    extensions, definition = ("", node.inside) if node.tag == "boundaryEvent" else (node.inside, "")
    inside = f"<bpmn:extensionElements>{extensions}</bpmn:extensionElements>" if extensions else ""
    return f"<bpmn:{node.tag} id={quoteattr(node.id)} name={quoteattr(node.name)}{node.attributes}>{inside}{incoming}{outgoing}{definition}</bpmn:{node.tag}>"


def _flow(flow: Flow) -> str:
    name = f" name={quoteattr(flow.name)}" if flow.name else ""
    condition = (
        f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{escape(flow.condition)}</bpmn:conditionExpression>'
        if flow.condition
        else ""
    )
    return f"<bpmn:sequenceFlow id={quoteattr(flow.id)}{name} sourceRef={quoteattr(flow.source.id)} targetRef={quoteattr(flow.target.id)}>{condition}</bpmn:sequenceFlow>"


def _form(file: str) -> str:
    return f'<spiffworkflow:properties><spiffworkflow:property name="formJsonSchemaFilename" value={quoteattr(file)}/></spiffworkflow:properties>'


def _decision(approval: Approval, group: str, priority: int | None = None) -> str:
    title = f'{approval.name!r} + " · " + str({approval.fields[0].key})'
    urgent = f' priority="{priority}"' if priority else ""
    due = f' dueDate="{approval.deadline}"' if approval.deadline and not priority else ""
    others = ' notSameAs="asked"' if approval.own else ""
    buttons = [("approve", "Approve", "primary", ""), ("reject", "Reject", "danger", "comment")]
    if approval.send_back:
        buttons.insert(1, ("revise", "Send back", "neutral", "comment"))
    outcomes = "".join(
        f'<baton:outcome value="{value}" label="{label}" tone="{tone}"' + (f' requires="{needs}"/>' if needs else "/>")
        for value, label, tone, needs in buttons
    )
    return (
        _form(f"{approval.key}-decision.form.json")
        + f"<baton:task title={quoteattr(title)} candidateGroups={quoteattr(group)}{due}{urgent}{others}/>"
        + outcomes
    )


def _revision(approval: Approval) -> str:
    told = "<spiffworkflow:instructionsForEndUser>It was sent back: {{ comment }}</spiffworkflow:instructionsForEndUser>"
    return (
        _form(f"{approval.key}.form.json")
        + f'<baton:task assignee="{REQUESTER}" fallbackGroups={quoteattr(approval.approvers)}/>'
        + told
    )


def _documentation(approval: Approval) -> str:
    late = f" After {approval.deadline_words} without a decision, {approval.escalation} decides." if approval.deadline else ""
    back = " What is sent back is revised by whoever asked." if approval.send_back else ""
    return f"{approval.name}: {approval.approvers} decides.{late}{back}"
