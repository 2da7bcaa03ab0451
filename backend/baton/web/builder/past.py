"""Undo and redo without a memory on the server: earlier states travel along in the page, packed."""

import base64
import json
import zlib
from dataclasses import dataclass, field, replace

MOST_STEPS = 60
LARGEST = 200_000
_LARGEST_UNPACKED = 16 * 1024 * 1024


@dataclass(frozen=True)
class Past:
    """Texts of the form before and, after an undo, behind the present one; the nearest stands last."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = field(default=())

    def then(self, present: str, text: str) -> "Past":
        """What is past once ``text`` takes the place of ``present``."""
        return self if text == present else Past((*self.before, present)[-MOST_STEPS:])

    def back(self, present: str) -> tuple["Past", str]:
        if not self.before:
            return self, present
        return replace(self, before=self.before[:-1], after=(*self.after, present)), self.before[-1]

    def forth(self, present: str) -> tuple["Past", str]:
        if not self.after:
            return self, present
        return replace(self, before=(*self.before, present), after=self.after[:-1]), self.after[-1]


def packed(past: Past) -> str:
    """As a form field: states are alike, so they shrink to almost nothing. The oldest go first where they do not."""
    while True:
        content = zlib.compress(json.dumps([past.before, past.after]).encode(), 6)
        if len(content) <= LARGEST or not (past.before or past.after):
            return base64.b64encode(content).decode()
        past = Past(past.before[len(past.before) // 2 + 1 :])


def unpacked(text: str) -> Past:
    """What a page sent back; anything strange is no past."""
    try:
        inflate = zlib.decompressobj()
        content = inflate.decompress(base64.b64decode(text, validate=True), _LARGEST_UNPACKED)
        before, after = json.loads(content)
    except (ValueError, zlib.error, RecursionError):
        return Past()
    if inflate.unconsumed_tail or not all(isinstance(one, list) for one in (before, after)):
        return Past()
    return Past(*(tuple(one for one in texts if isinstance(one, str))[-MOST_STEPS:] for texts in (before, after)))
