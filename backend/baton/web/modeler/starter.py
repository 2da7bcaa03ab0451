"""The process model that a new draft begins with."""

import re
import unicodedata
from xml.sax.saxutils import escape, quoteattr

_XML = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
    xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
    id="definitions-{key}" targetNamespace="urn:baton:process:{key}">
  <bpmn:process id="{key}" name={name} isExecutable="true">
    <bpmn:startEvent id="begin" name="Begin"><bpmn:outgoing>to-first</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="to-first" sourceRef="begin" targetRef="first" />
    <bpmn:userTask id="first" name="First task"><bpmn:incoming>to-first</bpmn:incoming><bpmn:outgoing>to-done</bpmn:outgoing></bpmn:userTask>
    <bpmn:sequenceFlow id="to-done" sourceRef="first" targetRef="done" />
    <bpmn:endEvent id="done" name="Done"><bpmn:incoming>to-done</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="{key}">
    <bpmndi:BPMNShape id="begin-shape" bpmnElement="begin"><dc:Bounds x="180" y="160" width="36" height="36" />
      <bpmndi:BPMNLabel><dc:Bounds x="184" y="202" width="30" height="14" /></bpmndi:BPMNLabel></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="first-shape" bpmnElement="first"><dc:Bounds x="270" y="138" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="done-shape" bpmnElement="done"><dc:Bounds x="424" y="160" width="36" height="36" />
      <bpmndi:BPMNLabel><dc:Bounds x="428" y="202" width="28" height="14" /></bpmndi:BPMNLabel></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="to-first-edge" bpmnElement="to-first"><di:waypoint x="216" y="178" /><di:waypoint x="270" y="178" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="to-done-edge" bpmnElement="to-done"><di:waypoint x="370" y="178" /><di:waypoint x="424" y="178" /></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>
"""


def key_from(name: str) -> str:
    """A process key from a title: ``Übergabe 2`` becomes ``ubergabe-2``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60]
    return key if key and key[0].isalpha() else f"process-{key}".rstrip("-")


def starter(name: str) -> dict[str, bytes]:
    """The files of a new draft: one diagram that can be deployed as it is."""
    key = key_from(name)
    return {f"{key}.bpmn": _XML.format(key=escape(key), name=quoteattr(name.strip())).encode()}
