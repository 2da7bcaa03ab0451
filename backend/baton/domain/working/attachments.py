"""Attachments: files that people hand in with a form, kept once, known by their SHA-256."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from unicodedata import category
from urllib.parse import parse_qs, quote, urlencode

SCHEME = "urn:baton:attachment:"
LARGEST_FILE = 25 * 1024 * 1024
LARGEST_TASK = 100 * 1024 * 1024
LONGEST_NAME = 200
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


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


@dataclass(frozen=True)
class NewFile:
    """A file as it came in. ``accept``: what the field takes, as in ``.pdf``, ``image/*``; empty: anything. ``kept``: it belongs to
    something already; otherwise it is thrown away when no form is sent with it. ``several``: the field takes more than one file, so that
    only one of the same name is the next version."""

    name: str
    media_type: str
    content: bytes
    field: str = ""
    task_id: str | None = None
    instance_id: str | None = None
    accept: tuple[str, ...] = ()
    kept: bool = False
    several: bool = False


def addresses_in(value: object, path: str = "") -> Iterator[tuple[str, AttachmentAddress]]:
    """Every address in the values of a form, with the path of its field."""
    if isinstance(value, Mapping):
        parts = ((str(key), item) for key, item in value.items())
    elif isinstance(value, list | tuple):
        parts = ((str(index), item) for index, item in enumerate(value))
    else:
        found = read_address(value)
        if found:
            yield path, found
        return
    for key, item in parts:
        if not isinstance(item, str) or item.startswith(SCHEME):  # most values are other texts
            yield from addresses_in(item, f"{path}.{key}" if path else key)


def file_name(given: str) -> str:
    """The name as people gave it, without folders, control characters and what turns text around; never empty, at most
    ``LONGEST_NAME`` long with its ending kept."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(letter for letter in last if category(letter) not in _UNPRINTABLE).strip().strip(".") or "file"
    if len(clean) <= LONGEST_NAME:
        return clean
    stem, dot, ending = clean.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}" if dot and len(ending) <= 10 else clean[:LONGEST_NAME]
