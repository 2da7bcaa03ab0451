"""What connectors answered in earlier runs of a process: offered as answers for a story."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from baton.domain.actors import Actor
from baton.domain.engine import FinishJob, ThrowError
from baton.domain.policy import require
from baton.domain.ports.queries import InstanceFilter, PageRequest
from baton.usecases.platform import Platform

INSTANCES, ANSWERS = 20, 8


@dataclass(frozen=True)
class Recorded:
    """One answer: a ``result``, or the code of a business ``error``."""

    instance: str
    at: datetime
    result: Any = None
    error: str = ""


def answers(platform: Platform, actor: Actor, process: str, element_id: str) -> tuple[Recorded, ...]:
    """The newest different answers that the element got in real instances of the process."""
    require(actor, "model.edit")
    require(actor, "instance.see")
    rows = platform.queries.instances(actor, InstanceFilter(definition_key=process), PageRequest(INSTANCES)).items
    found: list[Recorded] = []
    for row in rows:
        name = row.instance.business_key or row.instance.id[-6:]
        for answer in _answers(platform, row.instance.id, (element_id, name)):
            if not any((one.result, one.error) == (answer.result, answer.error) for one in found):
                found.append(answer)
        if len(found) >= ANSWERS:
            break
    return tuple(found[:ANSWERS])


def _answers(platform: Platform, instance_id: str, wanted: tuple[str, str]) -> Iterator[Recorded]:
    element_id, name = wanted
    with platform.store.read() as uow:
        entries = uow.entries(instance_id)
    for entry in entries:
        command = entry.command() if entry.kind in ("finish-job", "throw-error") else None
        if isinstance(command, FinishJob) and command.activity.rsplit("#", 1)[0] == element_id:
            yield Recorded(name, entry.at, command.result)
        elif isinstance(command, ThrowError) and command.activity.rsplit("#", 1)[0] == element_id:
            yield Recorded(name, entry.at, error=command.code)
