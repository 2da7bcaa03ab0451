"""Models in two versions, written as short as can be: elements as BPMN, flows as ``a>b>c``."""

from itertools import pairwise

from conformance.definitions import definitions

HEAD = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"
 xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" xmlns:baton="urn:baton:bpmn:1">"""


def flows(text):
    """``a>b>c d>e`` as sequence flows; ``a?x>1?b`` puts a condition on the flow."""
    found = []
    for path in text.split():
        steps = path.split(">")
        for number, (source, target) in enumerate(pairwise(steps)):
            source, _, condition = source.partition("?")
            inside = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
            flow_id = f"{source}_{target.partition('?')[0]}_{number}"
            found.append(
                f'<sequenceFlow id="{flow_id}" sourceRef="{source}" targetRef="{target.partition("?")[0]}">{inside}</sequenceFlow>'
            )
    return "".join(found)


def nodes(text):
    """``user:a parallelGateway:g`` as elements."""
    tags = {"user": "userTask", "and": "parallelGateway", "xor": "exclusiveGateway", "or": "inclusiveGateway", "end": "endEvent",
            "start": "startEvent"}  # fmt: skip
    return "".join(f'<{tags.get(tag, tag)} id="{id}"/>' for tag, _, id in (one.partition(":") for one in text.split()))


def script(id, text):
    return f'<scriptTask id="{id}"><script>{text}</script></scriptTask>'


def timer(id, host, length, interrupts=True):
    """A boundary timer."""
    return (
        f'<boundaryEvent id="{id}" attachedToRef="{host}" cancelActivity="{str(interrupts).lower()}">'
        f"<timerEventDefinition><timeDuration>{length}</timeDuration></timerEventDefinition></boundaryEvent>"
    )


def pause(id, length):
    """An intermediate timer."""
    definition = f"<timerEventDefinition><timeDuration>{length}</timeDuration></timerEventDefinition>"
    return f'<intermediateCatchEvent id="{id}">{definition}</intermediateCatchEvent>'


def sub(id, content, paths, more=""):
    return f'<subProcess id="{id}" {more}>{content}{flows(paths)}</subProcess>'


def version(content, paths, number=1, outside="", files=()):
    """The definition of process ``p`` with this content."""
    text = f'{HEAD}{outside}<process id="p" isExecutable="true">{content}{flows(paths)}</process></definitions>'
    found = definitions({"p.bpmn": text.encode(), **dict(files)})["p"]
    return type(found)(**{**vars(found), "id": f"p:{number}", "version": number})
