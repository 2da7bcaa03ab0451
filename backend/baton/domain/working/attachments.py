"""Attachments: files that people hand in with a form, kept once, known by their SHA-256."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import parse_qs, quote, urlencode

SCHEME = "urn:baton:attachment:"


class ScanState(StrEnum):
    """``waiting`` for the scanner, found ``clean``, ``refused`` by it, or ``unscanned`` because no scanner is set up."""

    WAITING = "waiting"
    CLEAN = "clean"
    REFUSED = "refused"
    UNSCANNED = "unscanned"


@dataclass(frozen=True)
class Attachment:
    """One version of one file. ``digest`` is the SHA-256 (hex) of its content; ``size`` in bytes. ``field`` is the path of the
    form's field that it was handed in with; a later file of the same task and field is the next ``version``."""

    id: str
    name: str
    media_type: str
    size: int
    digest: str
    uploaded_by: str
    uploaded_at: datetime
    instance_id: str | None = None
    task_id: str | None = None
    field: str = ""
    version: int = 1
    scan: ScanState = ScanState.UNSCANNED
    finding: str = ""

    @property
    def address(self) -> str:
        """What stands in the form's value, and so in the journal: it names the content by its hash."""
        facts = urlencode({"name": self.name, "type": self.media_type, "size": self.size, "sha256": self.digest}, quote_via=quote)
        return f"{SCHEME}{self.id}?{facts}"


@dataclass(frozen=True)
class AttachmentAddress:
    """What an ``Attachment.address`` says."""

    id: str
    name: str
    media_type: str
    size: int
    digest: str


def read_address(text: object) -> AttachmentAddress | None:
    """The parts of an address, or None for anything else."""
    if not isinstance(text, str) or not text.startswith(SCHEME):
        return None
    id, _, facts = text.removeprefix(SCHEME).partition("?")
    given = {name: values[0] for name, values in parse_qs(facts).items()}
    size = given.get("size", "")
    return AttachmentAddress(
        id, given.get("name", ""), given.get("type", ""), int(size) if size.isdecimal() else 0, given.get("sha256", "")
    )
