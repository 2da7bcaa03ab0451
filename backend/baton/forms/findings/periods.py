"""Periods that end before they begin."""

from collections.abc import Mapping
from typing import Any

from baton.domain.problems import Problem
from baton.forms.pages.fields import heading
from baton.forms.schema.children import properties
from baton.forms.schema.compiled import MISSING, Compiled
from baton.forms.schema.paths import join
from baton.forms.schema.shape import GROUP, Shape, shape_of
from baton.forms.speaking.wording import Wording

_WIDGETS = ("daterange", "date-range")


def backwards(compiled: Compiled, shape: Shape, value: Any, wording: Wording) -> Problem | None:
    """The last of the first two days in a group that is shown as a period, if it is before the first."""
    if shape.kind != GROUP or not isinstance(value, Mapping) or shape.option("widget") not in _WIDGETS:
        return None
    below = [shape_of(compiled, node, value.get(name, MISSING)) for name, node in properties(shape, value)]
    days = [one for one in below if one.schema.get("format") == "date"][:2]
    texts = [value.get(str(one.node.key)) for one in days]
    # Days are written in one way only, in which they sort as text; others are findings of their own.
    if not all(isinstance(text, str) and len(text) == len("2026-03-02") for text in texts) or texts == sorted(map(str, texts)):
        return None
    first, last = (heading(one, wording) for one in days)
    sentence = wording.say("“{last}” is before “{first}”. A period ends on the day it begins, or later.", first=first, last=last)
    return Problem("form.period", sentence, field=join(shape.node.path, days[1].node.key))
