"""Process definitions: one deployed, immutable version of a process model with everything it needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

DESIGN_ONLY = (".scenario.toml", ".examples.json")


def only_for_designing(name: str) -> bool:
    """Whether a file of a draft serves those who design it and is no part of what is checked, deployed and run."""
    return name.lower().endswith(DESIGN_ONLY)


@dataclass(frozen=True)
class StartEvent:
    """One way a process begins. ``kind``: none, message, signal, timer or conditional; ``name``: of the message or signal;
    ``timer``: the timer expression as it stands in the model; ``form``: form file of a none start."""

    element_id: str
    kind: str = "none"
    name: str | None = None
    timer: str | None = None
    form: str | None = None


@dataclass(frozen=True)
class Outcome:
    """A button under a form. ``value`` lands in the variable ``outcome``; ``requires`` names form fields that this
    outcome makes required (a reason, mostly); ``tone``: primary, neutral or danger; ``role``: ``decline`` where
    somebody from outside says no with it; ``approves``: whoever chooses it approves the
    material fields of the task; ``sends_back``: the values need not be complete,
    because somebody before goes on with them."""

    value: str
    label: str
    tone: str = "neutral"
    requires: tuple[str, ...] = ()
    approves: bool = False
    role: str = ""
    sends_back: bool = False


@dataclass(frozen=True)
class ElementOutline:
    """What pages need to know of an element without asking the engine. ``type`` is the BPMN tag (``userTask``);
    ``documentation`` and ``instructions`` are Markdown with ``{{ variable }}`` places; ``material_fields`` are paths of variables
    that an approval given here is about; ``guests``: people may send it to somebody outside by hand; ``public``: what outsiders are
    told while the process stands here."""

    id: str
    name: str
    type: str
    process: str
    lane: str | None = None
    form: str | None = None
    documentation: str = ""
    instructions: str = ""
    outcomes: tuple[Outcome, ...] = ()
    attached_to: str | None = None
    material_fields: tuple[str, ...] = ()
    guests: bool = False
    public: str = ""


@dataclass(frozen=True)
class ProcessOutline:
    """One executable process found in a set of files. ``file`` is the BPMN file that holds it;
    ``lanes`` are the candidate groups it names; ``business_key`` is an expression over the start variables, if given;
    ``initiator`` is the variable that receives who starts it, if it names one; ``has_approvals``: an element of it names
    material fields, so that every step has to look at the approvals given so far."""

    key: str
    title: str
    file: str
    starts: tuple[StartEvent, ...]
    elements: Mapping[str, ElementOutline]
    lanes: tuple[str, ...] = ()
    documentation: str = ""
    business_key: str | None = None
    initiator: str | None = None
    has_approvals: bool = False


@dataclass(frozen=True)
class ProcessDefinition:
    """One deployed version. ``files`` is closed: every called process, decision and form is among them, so that what an
    instance does never depends on what was deployed later. ``digest`` is the SHA-256 over names and contents."""

    id: str
    key: str
    version: int
    title: str
    outline: ProcessOutline
    files: Mapping[str, bytes] = field(repr=False)
    digest: str
    deployed_at: datetime
    deployed_by: str
    pack: str | None = None
