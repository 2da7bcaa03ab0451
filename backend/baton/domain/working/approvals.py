"""Approvals: bound to what was material about the data and the documents at that moment, and void when that changes."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from baton.domain.definitions import ElementOutline, Outcome
from baton.domain.proof.canonical import canonical
from baton.domain.working.attachments import read_address

ABSENT = "absent"


@dataclass(frozen=True)
class Approval:
    """Somebody approved in entry ``seq`` what the submission with that ``digest`` showed them. ``material`` names the fields that the
    approval is about, each with the digest of its value; ``documents`` are the files among them. Once void, ``changes`` say
    which fields differ (``field``, ``before``, ``after``: digests), since which entry and through whom."""

    id: str
    instance_id: str
    submission_id: str
    seq: int
    activity: str
    element_id: str
    name: str
    person_id: str
    outcome: str
    at: datetime
    digest: str
    material: Mapping[str, str] = field(default_factory=dict)
    documents: tuple[Mapping[str, Any], ...] = ()
    voided_at: datetime | None = None
    voided_seq: int | None = None
    voided_by: str | None = None
    changes: tuple[Mapping[str, Any], ...] = ()

    @property
    def stands(self) -> bool:
        return self.voided_at is None

    def voided(self, at: datetime, by: tuple[int, str], changes: Iterable[Mapping[str, str]]) -> "Approval":
        """The approval, void since an entry (``by``: its seq and whose it is)."""
        seq, person = by
        return replace(self, voided_at=at, voided_seq=seq, voided_by=person, changes=tuple(changes))


def is_approval(element: ElementOutline, outcome: Outcome | None) -> bool:
    """Whether finishing the task that way approves what it showed: it names material fields, and the outcome approves. A task
    without outcomes approves by being completed."""
    return bool(element.material_fields) and (outcome.approves if outcome else not element.outcomes)


def material_digests(fields: Iterable[str], variables: Mapping[str, Any]) -> dict[str, str]:
    """The digest of what stands at each path (``supplier.iban``) of the variables."""
    return {path: digest_at(path, variables) for path in fields}


def differences(approval: Approval, changed: Mapping[str, Any], removed: Iterable[str] = ()) -> list[dict[str, str]]:
    """The material fields that are not as they were approved, where these top-level variables were changed or removed."""
    touched = set(changed).union(removed)
    found = []
    for path, before in approval.material.items():
        if path.partition(".")[0] in touched:
            after = digest_at(path, changed)
            if after != before:
                found.append({"field": path, "before": before, "after": after})
    return found


def digest_at(path: str, variables: Mapping[str, Any]) -> str:
    """The SHA-256 of the value at a path. The same number is the same however it is written; a file is its content."""
    value: Any = variables
    for name in path.split("."):
        if isinstance(value, Mapping) and name in value:
            value = value[name]
        elif isinstance(value, list) and name.isdecimal() and int(name) < len(value):
            value = value[int(name)]
        else:
            return ABSENT
    return hashlib.sha256(canonical(_plain(value)).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    found = read_address(value)
    return {"sha256": found.digest} if found is not None and found.digest else value
