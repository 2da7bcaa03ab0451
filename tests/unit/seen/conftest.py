"""A purchase that is approved, changed afterwards and signed for: the forms and the model that these tests walk through."""

import base64
import json
import struct
import zlib
from dataclasses import dataclass

import pytest

from baton.dispatch.inline import InlineDispatcher
from baton.domain.actors import PLATFORM, Actor, Role
from baton.domain.engine import Start
from baton.domain.people import Person
from baton.domain.ports.queries import PageRequest, TaskFilter
from baton.domain.working.attachments import NewFile
from baton.domain.working.submissions import Seen
from baton.main.settings import Settings
from baton.main.wiring import Parts, build
from baton.storage.store import SqlStore
from baton.usecases import deploy, instances, people, tasks
from baton.usecases.act import run
from baton.usecases.filling import attachments

SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"


def user_task(id, name, form, more=""):
    return f"""<userTask id="{id}" name="{name}"><extensionElements>{more}<spiffworkflow:properties>
      <spiffworkflow:property name="formJsonSchemaFilename" value="{form}"/></spiffworkflow:properties></extensionElements></userTask>"""


MATERIAL = "amount, supplier.iban, lines, contract"
STEPS = [
    user_task(
        "approve", "Approve purchase", "approve.form.json",
        f'<baton:task materialFields="{MATERIAL}"/><baton:outcome value="yes" label="Approve" approves="true"/><baton:outcome value="no" label="Reject"/>',
    ),
    user_task("change", "Change purchase", "change.form.json"),
    user_task("sign", "Sign purchase", "sign.form.json"),
]  # fmt: skip
FLOWS = "".join(
    f'<sequenceFlow id="f{n}" sourceRef="{a}" targetRef="{b}"/>'
    for n, (a, b) in enumerate([("start", "approve"), ("approve", "change"), ("change", "sign"), ("sign", "end")])
)
MODEL = f"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:spiffworkflow="{SPIFF}" xmlns:baton="urn:baton:bpmn:1" id="d" targetNamespace="urn:test">
  <process id="purchase" name="Purchase" isExecutable="true">
    <startEvent id="start"><extensionElements><spiffworkflow:properties>
      <spiffworkflow:property name="formJsonSchemaFilename" value="start.form.json"/></spiffworkflow:properties></extensionElements></startEvent>
    {"".join(STEPS)}<endEvent id="end"/>{FLOWS}
  </process>
</definitions>"""
FIELDS = {
    "amount": {"type": "number", "title": "Amount"},
    "supplier": {"type": "object", "title": "Supplier", "properties": {"iban": {"type": "string"}, "phone": {"type": "string"}}},
    "lines": {"type": "array", "title": "Lines", "items": {"type": "string"}},
    "contract": {"type": "string", "title": "Contract"},
    "note": {"type": "string", "title": "Note"},
}
SIGN = {
    "schema": {"type": "object", "title": "Order", "required": ["signature"], "properties": {
        "amount": {"type": "number", "title": "Amount", "readOnly": True}, "signature": {"type": "string", "title": "Signature"},
        "contract": {"type": "string", "title": "Contract", "readOnly": True}, "secret": {"type": "string", "title": "Secret"}}},
    "ui": {"signature": {"ui:options": {"signs": True, "intent": "I order these goods.", "document": "contract"}}, "secret": {"ui:widget": "hidden"}},
}  # fmt: skip
VALUES = {
    "amount": 1200,
    "supplier": {"iban": "DE1", "phone": "1"},
    "lines": ["a", "b"],
    "contract": "see attachment",
    "note": "now",
}
ANN = Actor("ann", "Ann Buyer", roles=frozenset({Role.TASK_OWNER}))
PERSON = Seen("en", "Europe/Berlin", "en", consent="I agree to sign.", signer="Ann Buyer", address="192.0.2.7", browser="Test/1")


def form(fields):
    return json.dumps({"schema": {"type": "object", "title": "Purchase", "properties": fields}, "ui": {}}).encode()


def drawing(width=4, height=2):
    """A PNG with nothing on it, as an address of data."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = (b"\x00" + b"\xff\xff\xff" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


@dataclass
class Walk:
    """One purchase on its way."""

    platform: object
    instance_id: str
    ann: Actor

    def open(self):
        return self.platform.queries.tasks(self.ann, TaskFilter(instance_id=self.instance_id), PageRequest(10)).items[0]

    def do(self, values=None, outcome=None, seen=PERSON):
        return tasks.complete(self.platform, self.ann, self.open().id, (values or {}, outcome), seen=seen)

    def entries(self):
        with self.platform.store.read() as uow:
            return uow.entries(self.instance_id)

    def submissions(self):
        with self.platform.store.read() as uow:
            return [uow.submission(id) for id in uow.submissions(self.instance_id).values()]

    def approvals(self):
        with self.platform.store.read() as uow:
            return uow.approvals(self.instance_id)

    def signatures(self):
        with self.platform.store.read() as uow:
            return uow.signatures(self.instance_id)


@pytest.fixture
def platform(clock, tmp_path):
    """As everywhere, with a folder of its own for the certificates."""
    store = SqlStore("sqlite://")
    settings = Settings(data_dir=str(tmp_path / "data"), secret_key="k" * 32, undo_seconds="0", base_url="https://baton.example")
    made = build(settings, Parts(InlineDispatcher(), clock, store))
    people.add_person(made, PLATFORM, Person("ann", "Ann Buyer", "ann@example.com", frozenset({Role.TASK_OWNER})))
    yield made
    store.close()


@pytest.fixture
def upload(platform):
    """The address of a file that Ann handed in."""

    def uploaded(name, content):
        file = NewFile(name, "application/pdf", content)
        return run(platform, lambda act: attachments.keep(platform, act, file, ANN)).address

    return uploaded


@pytest.fixture
def begin(platform):
    """``begin()``: a purchase that waits for its approval."""
    files = {
        "p.bpmn": MODEL.encode(), "start.form.json": form(FIELDS), "approve.form.json": form(FIELDS),
        "change.form.json": form(FIELDS), "sign.form.json": json.dumps(SIGN).encode(),
    }  # fmt: skip
    definition = deploy.deploy(platform, PLATFORM, files).definitions[0]

    def started(values=None, seen=PERSON):
        instance = instances.start_instance(platform, ANN, definition.id, Start(VALUES | (values or {})), "PO-1", seen=seen)
        return Walk(platform, instance.id, ANN)

    return started
