"""Designer text that tries to get out, in every place where it is evaluated: refused at deployment, or harmless when it runs."""

import json
import time
from xml.sax.saxutils import escape

import pytest

from baton.main import demo
from baton.usecases import people
from baton.web.app import create_app
from baton.web.settings import WebSettings

ESCAPES = [
    "().__class__.__base__.__subclasses__()",
    "__import__('os').system('touch {canary}')",
    "open('{canary}', 'w').write('x')",
    "[c for c in ().__class__.__mro__[1].__subclasses__() if c.__name__ == 'Popen'][0]('touch {canary}', shell=True)",
    "'{0.__class__.__init__.__globals__}'.format(print)",
]
HOGS = ["while True:\n    pass", "x = 'a' * 10**10", "x = 10**10**8", "x = [0] * 10**9", "def f():\n    return f()\nf()"]
PROCESS = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" id="d" targetNamespace="urn:test">
 <process id="hostile" isExecutable="true"><startEvent id="s"/>{body}<endEvent id="e"/>
 <sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="e">{condition}</sequenceFlow>{more}</process>
</definitions>"""
TABLE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="t" name="t" namespace="urn:test"><decision id="table" name="t">
<decisionTable id="dt" hitPolicy="FIRST"><input id="i" label="n"><inputExpression id="ie" typeRef="number"><text>n</text></inputExpression></input>
<output id="o" name="answer" typeRef="string"/><rule id="r"><inputEntry id="ic"><text>-</text></inputEntry>
<outputEntry id="oc"><text>{text}</text></outputEntry></rule></decisionTable></decision></definitions>"""
FORM = {"schema": {"type": "object", "properties": {"n": {"type": "string", "maxLength": 40, "pattern": ""}}}, "ui": {}}


def in_a_script(text):
    return {
        "m.bpmn": PROCESS.format(
            body=f'<scriptTask id="a"><script>x = {escape(text)}</script></scriptTask>', condition="", more=""
        )
    }


def in_a_condition(text):
    body = '<exclusiveGateway id="a" default="f3"/><endEvent id="other"/>'
    condition = f'<conditionExpression xsi:type="tFormalExpression">{escape(text)}</conditionExpression>'
    more = '<sequenceFlow id="f3" sourceRef="a" targetRef="other"/>'
    return {"m.bpmn": PROCESS.format(body=body, condition=condition, more=more)}


def in_a_timer(text):
    duration = f'<timeDuration xsi:type="tFormalExpression">{escape(text)}</timeDuration>'
    body = f'<intermediateCatchEvent id="a"><timerEventDefinition>{duration}</timerEventDefinition></intermediateCatchEvent>'
    return {"m.bpmn": PROCESS.format(body=body, condition="", more="")}


def in_a_decision(text):
    called = "<extensionElements><spiffworkflow:calledDecisionId>table</spiffworkflow:calledDecisionId></extensionElements>"
    body = f'<businessRuleTask id="a">{called}</businessRuleTask>'
    return {"m.bpmn": PROCESS.format(body=body, condition="", more=""), "t.dmn": TABLE.format(text=escape(text))}


def in_a_form(text):
    form = json.loads(json.dumps(FORM))
    form["schema"]["title"] = "{{ " + text + " }}"
    form["schema"]["properties"]["n"] |= {"pattern": text, "description": "{{ " + text + " }}", "default": text}
    name = '<spiffworkflow:property name="formJsonSchemaFilename" value="x.form.json"/>'
    used = f"<extensionElements><spiffworkflow:properties>{name}</spiffworkflow:properties></extensionElements>"
    body = f'<userTask id="a" name="Ask">{used}</userTask>'
    return {"m.bpmn": PROCESS.format(body=body, condition="", more=""), "x.form.json": json.dumps(form)}


PLACES = [in_a_script, in_a_condition, in_a_timer, in_a_decision, in_a_form]


@pytest.fixture
def call(platform):
    demo.seed(platform)
    client = create_app(platform, WebSettings(secret_key="k" * 32)).test_client()
    bearer = {"Authorization": f"Bearer {people.create_token(platform, 'admin')}"}
    return lambda method, path, **kwargs: client.open(f"/api/v1{path}", method=method, headers=bearer, **kwargs)


def run(call, files):
    """Deploy and start; what was refused, or the instance."""
    deployed = call("POST", "/deployments", json={"files": files})
    if deployed.status_code == 422:
        return deployed.json
    assert deployed.status_code == 201
    started = call("POST", "/instances", json={"definition": "hostile", "variables": {"n": 1}})
    assert started.status_code in (201, 422)
    return started.json


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
@pytest.mark.parametrize("text", ESCAPES, ids=["classes", "import", "file", "process", "format"])
def test_an_escape_is_refused_or_harmless(call, tmp_path, place, text):
    canary = tmp_path / "canary"
    result = run(call, place(text.replace("{canary}", str(canary))))
    if place is in_a_form and "id" in result:
        task = call("GET", f"/tasks?instance={result['id']}").json["items"][0]
        assert call("GET", f"/tasks/{task['id']}").status_code == 200
    elif "id" in result:
        assert call("GET", f"/instances/{result['id']}").json["incidents"] == 1
    else:
        assert result["problems"], result
    assert not canary.exists()


@pytest.mark.parametrize("text", HOGS, ids=["loop", "text", "number", "list", "recursion"])
def test_a_hog_becomes_an_incident_and_the_others_go_on(call, text):
    script = f'<scriptTask id="a"><script>{escape(text)}</script></scriptTask>'
    began = time.monotonic()
    result = run(call, {"m.bpmn": PROCESS.format(body=script, condition="", more="")})
    assert time.monotonic() - began < 120
    assert call("GET", f"/incidents?instance={result['id']}").json["items"][0]["kind"] == "script"
    fine = {"m.bpmn": PROCESS.format(body='<scriptTask id="a"><script>x = n + 1</script></scriptTask>', condition="", more="")}
    assert call("GET", f"/instances/{run(call, fine)['id']}").json["variables"]["x"] == 2
