"""Submissions: what somebody saw when they pressed the button."""

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from baton.domain.proof.canonical import canonical
from baton.domain.working.attachments import addresses_in

FORMAT = 1
SMALL = 4096  # below that, compressing saves less than it costs


@dataclass(frozen=True)
class Seen:
    """In what way a form was shown to whoever submitted it, and what they said beside it. Programs see nothing: ``language`` is
    empty then. ``consent``: the sentence they agreed to in order to sign, empty where they did not; ``signer``: the name they gave
    for it; ``address`` and ``browser``: where the request came from, which only a signature keeps."""

    language: str = ""
    time_zone: str = ""
    numbers: str = ""
    consent: str = ""
    signer: str = ""
    address: str = ""
    browser: str = ""


NOTHING_SEEN = Seen()


@dataclass(frozen=True)
class KeptSubmission:
    """One submission as it is kept. ``content`` is canonical JSON, compressed where that is worth it; ``digest`` is the SHA-256
    of that JSON, which stands in the journal's entry ``seq`` as well."""

    id: str
    instance_id: str
    seq: int
    person_id: str
    at: datetime
    digest: str
    content: bytes
    task_id: str | None = None
    element_id: str = ""
    on_behalf_of: str = ""

    @property
    def text(self) -> bytes:
        """The canonical JSON. Whoever altered the rows may have left nothing that can be read."""
        try:
            return zlib.decompress(self.content) if self.content[:1] == b"\x78" else self.content
        except zlib.error:
            return b""

    @property
    def told(self) -> dict[str, Any]:
        """The content as values; empty where it cannot be read any more."""
        try:
            told = json.loads(self.text)
        except ValueError:
            return {}
        return told if isinstance(told, dict) else {}


def packed(content: Mapping[str, Any]) -> tuple[str, bytes]:
    """The digest of a submission's content, and the bytes to keep."""
    text = canonical(content).encode()
    return hashlib.sha256(text).hexdigest(), zlib.compress(text, 1) if len(text) > SMALL else text


def documents_in(values: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """Every attachment that stands in the values: which field, which file, and the SHA-256 of its content."""
    return tuple(
        {"field": path, "id": found.id, "name": found.name, "type": found.media_type, "size": found.size, "sha256": found.digest}
        for path, found in addresses_in(values)
    )
