"""Models for the rules that follow tokens and variables through a whole process: one that breaks each rule, one that does not."""

from unit.lint.build import process
from unit.lint.cases import BOUNDARY, HOUR, event

FORM = '<extensionElements><spiff:properties><spiff:property name="formJsonSchemaFilename" value="known.form.json"/>'
FORM += "</spiff:properties></extensionElements>"
ASKED = f'<startEvent id="s">{FORM}</startEvent><exclusiveGateway id="g" default="g_b"/><endEvent id="a"/><endEvent id="b"/>'
SCRIPT = '<scriptTask id="t"><script>{}</script></scriptTask>'
KINDS = {"s": "startEvent", "e": "endEvent", "f": "endEvent", "x": "exclusiveGateway", "y": "exclusiveGateway"}
KINDS |= {"o": "parallelGateway", "q": "parallelGateway"}
REMINDED = '<startEvent id="s"/><endEvent id="e"/>' + BOUNDARY.format('cancelActivity="false"', HOUR)
TOLD = '<endEvent id="f"><escalationEventDefinition escalationRef="late"/></endEvent>'
DATE = "<timerEventDefinition><timeDate>{}</timeDate></timerEventDefinition>"


def drawn(connections: str, default: str = "") -> bytes:
    """A model whose nodes follow from its flows: s starts, e and f end, x and y choose, o and q are parallel, others are tasks."""
    ends = [part.partition(" if ")[0].split(">") for part in connections.split(";")]
    names = dict.fromkeys(name.strip() for pair in ends for name in pair)
    nodes = (f'<{KINDS.get(name[0], "task")} id="{name}"{default if name == "x" else ""}/>' for name in names)
    return process("".join(nodes), connections)


CASES: dict[str, tuple[bytes, bytes]] = {
    "unwritten-variable": (
        process(ASKED, "s>g; g>a if ammount > 1; g>b"),
        process(ASKED + SCRIPT.format("amount = comment"), "s>t; t>g; g>a if amount > 1 and comment; g>b"),
    ),
    "deadlock": (
        drawn("s>o; o>a; o>b; a>x; x>c if n > 1; x>h; c>q; b>q; q>e; h>f", ' default="x_h"'),
        drawn("s>o; o>a; o>b; a>x; x>c if n > 1; x>h; c>y; h>y; y>q; b>q; q>e", ' default="x_h"'),
    ),
    "several-tokens": (
        drawn("s>o; o>a; o>b; a>y; b>y; y>c; c>e"),
        drawn("s>o; o>a; o>b; a>q; b>q; q>c; c>e"),
    ),
    "fixed-date": (event(DATE.format("2026-05-01T09:00:00Z")), event(DATE.format("due"))),
    "silent-reminder": (
        process(REMINDED, "s>t; t>e; x>f"),
        process(REMINDED.replace('<endEvent id="f"/>', TOLD), "s>t; t>e; x>f", '<escalation id="late" escalationCode="late"/>'),
    ),
}
