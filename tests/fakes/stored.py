"""Small things to store: one of each kind, each with every field that matters to storage."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from baton.domain import engine
from baton.domain.definitions import ElementOutline, Outcome, ProcessDefinition, ProcessOutline, StartEvent
from baton.domain.incidents import FailureKind, Incident
from baton.domain.instances import InstanceState, ProcessInstance
from baton.domain.jobs import CONNECTOR, Job
from baton.domain.journal import Entry, Origin, write
from baton.domain.journal import Outcome as StepOutcome
from baton.domain.tasks import TaskState, UserTask
from baton.storage.store import SqlStore

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def a_definition(id: str = "dispute:1", **changes: Any) -> ProcessDefinition:
    elements = {
        "investigate": ElementOutline(
            "investigate",
            "Investigate",
            "userTask",
            "dispute",
            "clerks",
            outcomes=(Outcome("credit", "Credit", "primary", ("why",)),),
        ),
        "late": ElementOutline("late", "Too late", "boundaryEvent", "dispute", attached_to="investigate"),
    }
    starts = (StartEvent("begin"), StartEvent("nightly", "timer", timer="R/PT24H"), StartEvent("told", "message", "dispute"))
    outline = ProcessOutline("dispute", "Dispute", "dispute.bpmn", starts, elements, ("clerks",))
    definition = ProcessDefinition(
        id, "dispute", 1, "Invoice dispute", outline, {"dispute.bpmn": b"<xml/>", "copy.bpmn": b"<xml/>"}, "digest", NOW, "dora"
    )
    return replace(definition, **changes)


def an_instance(id: str = "i1", **changes: Any) -> ProcessInstance:
    return replace(ProcessInstance(id, "dispute:1", "dispute", InstanceState.ACTIVE, "INV-7", NOW, "anna"), **changes)


def a_task(id: str = "t1", **changes: Any) -> UserTask:
    task = UserTask(
        id, "i1", f"investigate#{id}", "investigate", "Investigate", "INV-7 of Acme", "dispute:1", "dispute", "INV-7",
        TaskState.OPEN, NOW, candidate_groups=("clerks",),
    )  # fmt: skip
    return replace(task, **changes)


def a_job(id: str = "j1", **changes: Any) -> Job:
    return replace(
        Job(id, CONNECTOR, NOW, NOW, "i1", "book#1", "book", "http.post", {"url": "u", "body": {"b": 1, "a": 2}}), **changes
    )


def an_incident(id: str = "n1", **changes: Any) -> Incident:
    return replace(Incident(id, "i1", "book#1", "book", FailureKind.SCRIPT, "It did not work.", NOW), **changes)


def an_entry(seq: int = 1, previous: str = "", instance_id: str = "i1") -> Entry:
    origin = Origin(instance_id, "anna", "dispute:1", "1", NOW + seq * SECOND)
    return write(origin, seq, previous, engine.Note("claimed", "a#1", {"who": "Zoë ☂"}), StepOutcome())


def begin(store: SqlStore, *instances: ProcessInstance) -> None:
    """A deployed definition, and instances of it (``i1`` if none are given)."""
    with store.write() as uow:
        uow.add_definition(a_definition())
        for instance in instances or (an_instance(),):
            uow.add_instance(instance)
        uow.commit()
