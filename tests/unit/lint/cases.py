"""One model that breaks each rule and one that does not."""

from unit.lint.build import chain, process

XOR = '<startEvent id="s"/><exclusiveGateway id="g" {}/><task id="a"/><task id="b"/><endEvent id="e"/>'
WAIT = '<startEvent id="s"/><eventBasedGateway id="g" {}/>{}<endEvent id="e"/>'
M, N = '<message id="m" name="paid"/>', '<message id="n" name="sent"/>'
MESSAGE = '<messageEventDefinition messageRef="m"/>'
HOUR = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>"
CATCH = '<intermediateCatchEvent id="{}">{}</intermediateCatchEvent>'
TWO = CATCH.format("a", MESSAGE) + CATCH.format("b", HOUR)
FIRST = "s>g; g>a; g>b; a>e; b>e"
BOUNDARY = '<userTask id="t"/><boundaryEvent id="x" attachedToRef="t" {}>{}</boundaryEvent><endEvent id="f"/>'
ERROR = '<error id="r" errorCode="E1"/>'
CAUGHT = '<errorEventDefinition errorRef="r"/>'
SUB = '<subProcess id="t">{}</subProcess>'
INNER = '<startEvent id="s2"/><endEvent id="e2"/><sequenceFlow id="f2" sourceRef="s2" targetRef="e2"/>'
BESIDE = '<subProcess id="h" triggeredByEvent="true">{}<endEvent id="e2"/>' + (
    '<sequenceFlow id="f2" sourceRef="s2" targetRef="e2"/></subProcess>'
)
SPIFF = "<extensionElements><spiff:{0}>{1}</spiff:{0}></extensionElements>"
FORM = '<userTask id="t"><extensionElements><spiff:properties><spiff:property name="formJsonSchemaFilename" value="{}"/>'
FORM += "</spiff:properties></extensionElements></userTask>"
POOLS = '<collaboration id="c"><participant id="w" processRef="p">{}</participant><participant id="o"/>{}</collaboration>'
LOOP = '<task id="t"><standardLoopCharacteristics {}>{}</standardLoopCharacteristics></task>'
MANY = '<task id="t"><multiInstanceLoopCharacteristics {}>{}</multiInstanceLoopCharacteristics></task>'
THREE = "<loopCardinality>3</loopCardinality>"
IO = '<task id="t"><ioSpecification><dataInput id="i"/>{}<outputSet/></ioSpecification></task>'
SET = "<inputSet><dataInputRefs>{}</dataInputRefs></inputSet>"
PARALLEL = '<startEvent id="s"/><{0} id="g"/><task id="a"/><task id="b"/><parallelGateway id="j"/><endEvent id="e"/>'
BLOCK = "s>g; g>a{0}; g>b{0}; a>j; b>j; j>e"
CYCLE = "<timerEventDefinition><timeCycle>R3/PT1H</timeCycle></timerEventDefinition>"
OPERATION = '<extensionElements><spiff:serviceTaskOperator id="mail/send"/></extensionElements>'
LINKED = '<startEvent id="s"/><intermediateThrowEvent id="o"><linkEventDefinition name="home"/></intermediateThrowEvent>'
LINKED += '<intermediateCatchEvent id="i"><linkEventDefinition name="{}"/></intermediateCatchEvent><endEvent id="e"/>'
ZONED = process('<extensionElements><baton:process timeZone="{}"/></extensionElements><startEvent id="s"/>').decode()
WORKED = process(
    '<extensionElements><baton:process {}/></extensionElements><startEvent id="s"/><userTask id="t"><extensionElements>'
    '<baton:task assignee="\'ana\'" dueDate="{}" counts="working-time"/></extensionElements></userTask><endEvent id="e"/>',
    "s>t; t>e",
).decode()
WORKING = 'calendar="office.calendar.toml"'
CAUGHT_UP = '<extensionElements><baton:timer catchUp="skip"/></extensionElements>'


def event(definition: str, tag: str = "intermediateCatchEvent", root: str = "") -> bytes:
    """A model with one event of that definition in the middle."""
    return chain(f'<{tag} id="t">{definition}</{tag}>', root=root)


def boundary(definition: str, attributes: str = "", root: str = "", more: str = "") -> bytes:
    """A model with a boundary event on a user task."""
    elements = '<startEvent id="s"/><endEvent id="e"/>' + BOUNDARY.format(attributes, definition)
    return process(elements, "s>t; t>e; x>f;" + more, root)


def ending(definition: str, root: str = "") -> bytes:
    """A model whose end event has that definition."""
    return process(f'<startEvent id="s"/><endEvent id="e">{definition}</endEvent>', "s>e", root)


def asking(settings: str, form: str = "") -> bytes:
    """A model with one user task that has these extensions."""
    named = f'<spiff:properties><spiff:property name="formJsonSchemaFilename" value="{form}"/></spiff:properties>' if form else ""
    return chain(f'<userTask id="t"><extensionElements>{named}{settings}</extensionElements></userTask>')


def deciding(condition: str) -> bytes:
    """A model that asks for one outcome, ``approve``, and decides by it."""
    task = '<userTask id="t"><extensionElements><baton:outcome value="approve"/></extensionElements></userTask>'
    return process(task + XOR.format('default="g_b"'), f"s>t; t>g; g>a if {condition}; g>b; a>e; b>e")


GOOD = chain('<task id="t"/>')

CASES: dict[str, tuple[bytes, bytes]] = {
    # identifiers
    "duplicate-id": (chain('<task id="t"/><task id="t"/>'), GOOD),
    "missing-id": (chain('<task id="t"/><task name="nameless"/>'), GOOD),
    "flow-without-id": (process('<startEvent id="s"/><endEvent id="e"/><sequenceFlow sourceRef="s" targetRef="e"/>'), GOOD),
    "bad-id": (chain('<task id="a b"/>', "a b"), GOOD),
    "reserved-id": (chain('<task id="s.BoundaryEventSplit"/>', "s.BoundaryEventSplit"), GOOD),
    # structure
    "misplaced": (chain('<task id="t"/>', root='<task id="lost"/>'), GOOD),
    "schema": (chain('<task id="t" colour="red"/>'), GOOD),
    "public-process": (
        process('<startEvent id="s"/>', attributes='isExecutable="true" processType="Public"'),
        process('<startEvent id="s"/>', attributes='isExecutable="true" processType="Private"'),
    ),
    "participants": (
        chain('<task id="t"/>', root=POOLS.format('<participantMultiplicity minimum="-1"/>', "")),
        chain('<task id="t"/>', root=POOLS.format('<participantMultiplicity minimum="0" maximum="2"/>', "")),
    ),
    "start-missing": (process('<task id="t"/>'), GOOD),
    "start-incoming": (process('<startEvent id="s"/><task id="t"/>', "s>t; t>s"), GOOD),
    "end-outgoing": (process('<startEvent id="s"/><endEvent id="e"/><task id="t"/>', "s>e; e>t"), GOOD),
    "no-incoming": (chain('<task id="t"/>', inside='<task id="lost"/>'), GOOD),
    "no-outgoing": (
        process('<startEvent id="s"/><parallelGateway id="g"/><task id="a"/><endEvent id="e"/>', "s>g; g>a; g>e"),
        process('<startEvent id="s"/><task id="a"/>', "s>a"),
    ),
    "unreachable": (
        process('<startEvent id="s"/><endEvent id="e"/><task id="a"/><task id="b"/>', "s>e; a>b; b>a"),
        GOOD,
    ),
    # references
    "dangling-reference": (event(MESSAGE), event(MESSAGE, root=M)),
    "flow-ends": (chain('<task id="t"/>', inside='<sequenceFlow id="x" sourceRef="t" targetRef="ghost"/>'), GOOD),
    "attached-to": (
        chain(f'<task id="t"/><boundaryEvent id="x" attachedToRef="s">{HOUR}</boundaryEvent>'),
        boundary(HOUR),
    ),
    "default-flow": (
        process(XOR.format('default="s_g"'), "s>g; g>a if x; g>b if y; a>e; b>e"),
        process(XOR.format('default="g_b"'), "s>g; g>a if x; g>b; a>e; b>e"),
    ),
    "called-process": (
        chain('<callActivity id="t" calledElement="ghost"/>'),
        chain('<callActivity id="t" calledElement="p"/>'),
    ),
    "called-decision": (
        chain(f'<businessRuleTask id="t">{SPIFF.format("calledDecisionId", "ghost")}</businessRuleTask>'),
        chain(f'<businessRuleTask id="t">{SPIFF.format("calledDecisionId", "known")}</businessRuleTask>'),
    ),
    "form-file": (chain(FORM.format("ghost.form.json")), chain(FORM.format("known.form.json"))),
    "form-schema": (chain(FORM.format("ghost.json")), chain(FORM.format("known.form.json"))),
    "message-name": (event(MESSAGE, root='<message id="m"/>'), event(MESSAGE, root=M)),
    "throw-code": (ending(CAUGHT, '<error id="r" name="no code"/>'), ending(CAUGHT, ERROR)),
    "message-flow": (
        chain('<task id="t"/>', root=POOLS.format("", '<messageFlow id="mf" sourceRef="s" targetRef="o"/>')),
        chain('<task id="t"/>', root=POOLS.format("", '<messageFlow id="mf" sourceRef="t" targetRef="o"/>')),
    ),
    "import": (
        chain(
            '<task id="t"/>',
            root='<import importType="http://www.omg.org/spec/BPMN/20100524/MODEL" location="ghost.bpmn" namespace="urn:x"/>',
        ),
        chain('<task id="t"/>', root='<import importType="http://www.w3.org/2001/XMLSchema" location="a.xsd" namespace="urn:x"/>'),
    ),
    # gateways
    "missing-condition": (
        process(XOR.format(""), "s>g; g>a if x; g>b; a>e; b>e"),
        process(XOR.format('default="g_b"'), "s>g; g>a if x; g>b; a>e; b>e"),
    ),
    "no-default": (
        process(XOR.format(""), "s>g; g>a if x; g>b if y; a>e; b>e"),
        process(XOR.format('default="g_b"'), "s>g; g>a if x; g>b; a>e; b>e"),
    ),
    "default-condition": (
        process(XOR.format('default="g_b"'), "s>g; g>a if x; g>b if y; a>e; b>e"),
        process(XOR.format('default="g_b"'), "s>g; g>a if x; g>b; a>e; b>e"),
    ),
    "stray-condition": (
        process(PARALLEL.format("parallelGateway"), BLOCK.format(" if x")),
        process(PARALLEL.format("parallelGateway"), BLOCK.format("")),
    ),
    "gateway-direction": (
        process(XOR.format('gatewayDirection="Converging" default="g_b"'), "s>g; g>a if x; g>b; a>e; b>e"),
        process(XOR.format('gatewayDirection="Diverging" default="g_b"'), "s>g; g>a if x; g>b; a>e; b>e"),
    ),
    "event-gateway-flows": (
        process(WAIT.format("", TWO), FIRST + "; s>a", M),
        process(WAIT.format("", TWO), FIRST, M),
    ),
    "event-gateway-mixed": (
        process(WAIT.format("", CATCH.format("a", MESSAGE) + '<receiveTask id="b" messageRef="n"/>'), FIRST, M + N),
        process(WAIT.format("", TWO), FIRST, M),
    ),
    "event-gateway-instantiate": (
        process(WAIT.format('instantiate="true"', TWO), FIRST, M),
        process(WAIT.format('instantiate="false"', TWO), FIRST, M),
    ),
    "parallel-loop-head": (
        process(
            '<startEvent id="s"/><parallelGateway id="j"/><task id="a"/><exclusiveGateway id="g" default="g_e"/><endEvent id="e"/>',
            "s>j; j>a; a>g; g>j if x; g>e",
        ),
        process(PARALLEL.format("parallelGateway"), BLOCK.format("")),
    ),
    "parallel-after-exclusive": (
        process(PARALLEL.format("exclusiveGateway"), BLOCK.format(" if x")),
        process(PARALLEL.format("parallelGateway"), BLOCK.format("")),
    ),
    # events
    "event-kind": (ending("<conditionalEventDefinition><condition>x</condition></conditionalEventDefinition>"), GOOD),
    "event-without-kind": (event(""), event(HOUR)),
    "event-definition-ref": (
        event("<eventDefinitionRef>q</eventDefinitionRef>", root=HOUR.replace("n>", 'n id="q">', 1)),
        event(HOUR),
    ),
    "event-multiple": (ending(MESSAGE + MESSAGE, M), ending(MESSAGE, M)),
    "boundary-incoming": (boundary(HOUR, more="t>x"), boundary(HOUR)),
    "boundary-error": (boundary(CAUGHT, 'cancelActivity="false"', ERROR), boundary(CAUGHT, root=ERROR)),
    "cancel-scope": (
        ending("<cancelEventDefinition/>"),
        chain('<transaction id="t">' + INNER.replace('d="e2"/>', 'd="e2"><cancelEventDefinition/></endEvent>', 1) + "</transaction>"),
    ),
    "link-event": (process(LINKED.format("away"), "s>o; i>e"), process(LINKED.format("home"), "s>o; i>e")),
    "sub-process-start": (chain(SUB.format(INNER + '<startEvent id="s3"/>')), chain(SUB.format(INNER))),
    # activities
    "unsupported-element": (chain('<complexGateway id="t"/>'), GOOD),
    "event-condition": (
        process('<startEvent id="s"/><task id="t"/><endEvent id="e"/>', "s>t if x; t>e"),
        process('<startEvent id="s"/><task id="t" default="t_f"/><endEvent id="e"/><endEvent id="f"/>', "s>t; t>e if x; t>f"),
    ),
    "lone-condition": (
        process('<startEvent id="s"/><task id="t"/><endEvent id="e"/>', "s>t; t>e if x"),
        process('<startEvent id="s"/><task id="t"/><endEvent id="e"/><endEvent id="f"/>', "s>t; t>e if x; t>f"),
    ),
    "quantity": (chain('<task id="t" completionQuantity="-5"/>'), chain('<task id="t" completionQuantity="1"/>')),
    "loop-markers": (
        chain(LOOP.format('loopMaximum="3"', "").replace("</task>", MANY.format("", THREE).removeprefix('<task id="t">'))),
        chain(MANY.format("", THREE)),
    ),
    "loop-end": (chain(LOOP.format("", "")), chain(LOOP.format("", "<loopCondition>x</loopCondition>"))),
    "multi-instance": (chain(MANY.format("", "")), chain(MANY.format("", THREE))),
    "message-task": (chain('<sendTask id="t"/>'), chain('<sendTask id="t" messageRef="m"/>', root=M)),
    "service-operation": (chain('<serviceTask id="t"/>'), chain(f'<serviceTask id="t">{OPERATION}</serviceTask>')),
    "compensation": (chain('<task id="t"/>', inside='<task id="undo" isForCompensation="true"/>'), GOOD),
    "nobody": (
        chain('<userTask id="t"/>'),
        chain('<userTask id="t"><extensionElements><baton:task candidateGroups="clerks"/></extensionElements></userTask>'),
    ),
    # data
    "io-sets": (chain(IO.format(SET.format("i") * 2)), chain(IO.format(SET.format("i")))),
    "io-refs": (chain(IO.format(SET.format("ghost"))), chain(IO.format(SET.format("i")))),
    "data-association": (
        chain('<task id="t"><dataOutputAssociation><targetRef>ghost</targetRef></dataOutputAssociation></task>'),
        chain(
            '<task id="t"><dataOutputAssociation><targetRef>r</targetRef></dataOutputAssociation></task>',
            inside='<dataObject id="o"/><dataObjectReference id="r" dataObjectRef="o"/>',
        ),
    ),
    "data-store": (chain('<task id="t"/>', root='<dataStore id="q" name="archive"/>'), GOOD),
    "collection": (
        chain('<task id="t"/>', root='<itemDefinition id="i" isCollection="true"/>', inside='<dataObject id="o" itemSubjectRef="i"/>'),
        chain('<task id="t"/>', root='<itemDefinition id="i"/>', inside='<dataObject id="o" itemSubjectRef="i"/>'),
    ),
    # scripts
    "script": (chain('<scriptTask id="t"><script>x = = 1</script></scriptTask>'), chain('<scriptTask id="t"><script>x = 1</script></scriptTask>')),
    "script-missing": (chain('<scriptTask id="t"/>'), chain('<scriptTask id="t"><script>x = 1</script></scriptTask>')),
    "script-format": (
        chain('<scriptTask id="t" scriptFormat="javascript"><script>x = 1</script></scriptTask>'),
        chain('<scriptTask id="t" scriptFormat="Python"><script>x = 1</script></scriptTask>'),
    ),
    "stray-script": (
        chain(f'<scriptTask id="t">{SPIFF.format("preScript", "y = 1")}<script>x = 1</script></scriptTask>'),
        chain(f'<manualTask id="t">{SPIFF.format("preScript", "y = 1")}</manualTask>'),
    ),
    "expression": (
        process(XOR.format('default="g_b"'), "s>g; g>a if ${x > 1}; g>b; a>e; b>e"),
        process(XOR.format('default="g_b"'), "s>g; g>a if x > 1; g>b; a>e; b>e"),
    ),
    "constant-condition": (
        process(XOR.format('default="g_b"'), "s>g; g>a if 23; g>b; a>e; b>e"),
        process(XOR.format('default="g_b"'), "s>g; g>a if True; g>b; a>e; b>e"),
    ),
    "condition-missing": (
        event("<conditionalEventDefinition/>"),
        event("<conditionalEventDefinition><condition>x</condition></conditionalEventDefinition>"),
    ),
    "time-zone": (ZONED.format("Nowhere").encode(), ZONED.format("Europe/Berlin").encode()),
    "catch-up": (boundary(CAUGHT_UP + HOUR, 'cancelActivity="false"'), boundary(CAUGHT_UP + CYCLE, 'cancelActivity="false"')),
    "working-calendar": (WORKED.format('calendar="away.calendar.toml"', "PT1H").encode(), WORKED.format(WORKING, "PT1H").encode()),
    "working-time": (WORKED.format(WORKING, "P1M").encode(), WORKED.format(WORKING, "P3D").encode()),
    "timer": (event(HOUR.replace("PT1H", "INVALID")), event(HOUR)),
    # extensions
    "unknown-extension": (chain(f'<task id="t">{SPIFF.format("magic", "on")}</task>'), GOOD),
    "baton-extension": (
        chain('<userTask id="t"><extensionElements><baton:outcome label="no value"/></extensionElements></userTask>'),
        chain('<userTask id="t"><extensionElements><baton:outcome value="ok" tone="primary"/></extensionElements></userTask>'),
    ),
    "outsider": (
        asking('<baton:outsider recipient="&quot;ana&quot;" expires="P0D"/>'),
        asking('<baton:outsider recipient="&quot;ana@example.com&quot;" language="de" expires="P3D"/>'),
    ),
    "outsider-idle": (
        asking('<baton:outcome value="no" role="decline"/>'),
        asking('<baton:outsider recipient="vendor"/><baton:outcome value="no" role="decline"/>'),
    ),
    "not-same-as": (asking('<baton:task assignee="me" notSameAs="ghost"/>'), asking('<baton:task assignee="me" notSameAs="t"/>')),
    "duplicate-outcome": (
        asking('<baton:outcome value="ok"/><baton:outcome value="ok"/>'),
        asking('<baton:outcome value="ok"/><baton:outcome value="no"/>'),
    ),
    "outcome-requires": (
        asking('<baton:outcome value="no" requires="ghost"/>', "known.form.json"),
        asking('<baton:outcome value="no" requires="comment"/>', "known.form.json"),
    ),
    "approval": (
        asking('<baton:task assignee="me" materialFields="amount"/><baton:outcome value="ok"/>'),
        asking('<baton:task assignee="me" materialFields="amount"/><baton:outcome value="ok" approves="true"/>'),
    ),
    "unknown-outcome": (deciding('outcome == "aprove"'), deciding('outcome in ["approve"]')),
    "cardinality": (chain(MANY.format("", THREE.replace("3", "-3"))), chain(MANY.format("", THREE))),
    "event-sub-process-error": (
        chain('<task id="t"/>', root=ERROR, inside=BESIDE.format(f'<startEvent id="s2" isInterrupting="false">{CAUGHT}</startEvent>')),
        chain('<task id="t"/>', root=ERROR, inside=BESIDE.format(f'<startEvent id="s2">{CAUGHT}</startEvent>')),
    ),
}  # fmt: skip
