"""Process models: what designers edit. A draft may be saved in any state; only deployment is gated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Draft:
    """A process model with all its files. ``revision`` rises with every save and is the ETag two editors meet at."""

    id: str
    name: str
    files: Mapping[str, bytes] = field(repr=False)
    revision: int
    saved_at: datetime
    saved_by: str
    pack: str | None = None
