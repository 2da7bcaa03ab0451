"""Models in two versions, written as short as can be: elements as BPMN, flows as ``a>b>c``."""

from dataclasses import replace
from itertools import pairwise

from conformance.definitions import definitions

HEAD = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"
 xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" xmlns:baton="urn:baton:bpmn:1">"""

MESSAGE = '<message id="m1" name="{}"/>'
CATCH = '<intermediateCatchEvent id="w"><messageEventDefinition messageRef="m1"/></intermediateCatchEvent>'


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


def version(content, paths, outside="", number=1):
    """The definition of process ``p`` with this content."""
    text = f'{HEAD}{outside}<process id="p" isExecutable="true">{content}{flows(paths)}</process></definitions>'
    return replace(definitions({"p.bpmn": text.encode()})["p"], id=f"p:{number}", version=number)


def many(inside, paths):
    """A sub-process ``u`` that is repeated twice."""
    twice = "<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>"
    return sub("u", nodes(inside) + twice, paths)


def first_of(length, behind="b"):
    """A version that waits for a message or a while, whichever is first."""
    inside = nodes(f"start:s eventBasedGateway:g user:a user:b user:{behind}x end:e") + CATCH + pause("p1", length)
    return inside, f"s>g>w>a>{behind}x>b>e g>p1>b", MESSAGE.format("paid")


def call(key, paths="is>ia>ie", behind="b"):
    """A version that calls the process ``key``."""
    inner = nodes("start:is user:ia user:ix end:ie") if "ix" in paths else nodes("start:is user:ia end:ie")
    called = f'<process id="{key}" isExecutable="true">{inner}{flows(paths)}</process>'
    return nodes("start:s user:b end:e") + f'<callActivity id="c" calledElement="{key}"/>', "s>c>b>e", called
