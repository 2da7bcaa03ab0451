"""Letters: mails that Baton owes somebody."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Letter:
    """One mail, before its words are put together. ``template`` names its wording, ``values`` fill it. ``link``: the id of a magic
    link whose address the mail shows; the address is made at the moment of sending and kept nowhere. ``enclosed``: ids of
    attachments that go with it. ``reason`` says why this person gets it."""

    to: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    language: str = "en"
    link: str = ""
    enclosed: tuple[str, ...] = ()
    reason: str = ""

    def recorded(self) -> dict[str, Any]:
        """The letter as plain data, for the table of what is owed."""
        return asdict(self)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Letter":
        """The letter that ``recorded`` wrote."""
        return cls(**{**data, "enclosed": tuple(data.get("enclosed", ()))})
