"""Whether a document is genuine: asked by anybody, answered with few facts, and nothing of what they show us is kept."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from baton.domain.errors import NotFound
from baton.domain.ports.persistence import UnitOfWork
from baton.domain.working.signing import Signature
from baton.usecases.platform import Platform

_DIGEST = re.compile(r"[0-9a-f]{64}")
_HEAD = 1024


class Verdict(StrEnum):
    """``genuine``: byte for byte what was issued here. ``on-record``: there is such a document, but nobody showed it.
    ``changed``: it carries a seal, and was changed; ``added-to``: something stands behind the seal; ``reissued``: our seal, but not
    the bytes that were issued. ``foreign``: the seal of somebody else. ``unsealed``: a PDF without any seal. ``no-pdf``: not a PDF.
    ``locked``: a PDF that a password protects. ``unknown``: nothing is known under this id or hash."""

    GENUINE = "genuine"
    ON_RECORD = "on-record"
    CHANGED = "changed"
    ADDED_TO = "added-to"
    REISSUED = "reissued"
    FOREIGN = "foreign"
    UNSEALED = "unsealed"
    NO_PDF = "no-pdf"
    LOCKED = "locked"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Proof:
    """What a stranger may know of one signature."""

    id: str
    name: str
    at: datetime
    subject: str
    intent: str
    method: str
    documents: tuple[tuple[str, str], ...]
    sealed_digest: str | None


@dataclass(frozen=True)
class Finding:
    """The answer. ``digest`` is the SHA-256 of the file that was shown; ``sealer`` whose seal was found in it."""

    verdict: Verdict
    digest: str = ""
    proofs: tuple[Proof, ...] = ()
    sealer: str = ""

    @property
    def is_genuine(self) -> bool:
        return self.verdict is Verdict.GENUINE


def verify_file(platform: Platform, content: bytes) -> Finding:
    """What this file is. Only the very bytes that were issued are genuine."""
    digest = hashlib.sha256(content).hexdigest()
    with platform.store.read() as uow:
        if proofs := _proofs(uow, uow.sealed(digest)):
            return Finding(Verdict.GENUINE, digest, proofs)
    if b"%PDF-" not in content[:_HEAD]:
        return Finding(Verdict.NO_PDF, digest)
    seal = platform.seals.examine(content)
    if seal is None:
        return Finding(Verdict.UNSEALED, digest)
    if seal.locked:
        return Finding(Verdict.LOCKED, digest)
    with platform.store.read() as uow:  # the file as it was before somebody went on writing behind it
        if proofs := _proofs(uow, [one for part in seal.parts for one in uow.sealed(part)]):
            return Finding(Verdict.ADDED_TO, digest, proofs, seal.by)
    if not seal.intact:
        verdict = Verdict.CHANGED
    elif not seal.ours:
        verdict = Verdict.FOREIGN
    else:
        verdict = Verdict.REISSUED if seal.entire else Verdict.ADDED_TO
    return Finding(verdict, digest, sealer=seal.by)


def verify_name(platform: Platform, text: str) -> Finding:
    """What is known under the id of a document, or its SHA-256."""
    wanted = "".join(text.split()).lower()
    with platform.store.read() as uow:
        if _DIGEST.fullmatch(wanted):
            proofs = _proofs(uow, uow.sealed(wanted))
        else:
            try:
                proofs = _proofs(uow, [uow.signature(wanted)])
            except NotFound:
                proofs = ()
    return Finding(Verdict.ON_RECORD if proofs else Verdict.UNKNOWN, proofs=proofs)


def _proofs(uow: UnitOfWork, signatures: list[Signature]) -> tuple[Proof, ...]:
    return tuple(
        Proof(
            one.id, one.name, one.at, uow.definition(uow.instance(one.instance_id).definition_id).title, one.intent, one.method,
            tuple((str(file["name"]), str(file["sha256"])) for file in one.documents), one.sealed_digest,
        )
        for one in signatures
    )  # fmt: skip
