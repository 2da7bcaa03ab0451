"""The state of an instance between two steps."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from baton.domain.definitions import ProcessDefinition
from baton.domain.instances import InstanceState
from baton.domain.waits import Wait
from baton.engine.model.compile import Model
from baton.engine.run.scope import Root


class Standing(NamedTuple):
    """What an open activity may have waited with, besides armed waits."""

    task: bool
    job: bool
    incident: bool


@dataclass
class State:
    """``root`` is the running process, absent before the start and after the end. ``seen`` are the variables and ``waits``
    the armed waits as the last step left them, ``open`` the activities that wait and what they wait with; ``step`` counts
    the steps."""

    definition: ProcessDefinition
    model: Model
    root: Root | None = None
    status: InstanceState = InstanceState.ACTIVE
    step: int = 0
    seen: dict[str, Any] = field(default_factory=dict)
    waits: dict[str, Wait] = field(default_factory=dict)
    open: dict[str, Standing] = field(default_factory=dict)
