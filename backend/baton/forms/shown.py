"""What a person sees of a form, as plain data: kept with a submission, so that it can be looked at as it was."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from baton.forms.pages.fields import heading
from baton.forms.pages.tree import MOST_PLACES
from baton.forms.schema.children import children
from baton.forms.schema.compiled import MISSING, Compiled
from baton.forms.schema.shape import CHOICE, CHOICES, FLAG, GROUP, NUMBER, ROWS, Choice, Node, Shape, root, shape_of
from baton.forms.speaking import moments
from baton.forms.speaking.wording import Wording
from baton.forms.unasked import unasked

VERSION = 1
_COVERED = "••••••"


def page_as_data(compiled: Compiled, values: Mapping[str, Any], wording: Wording) -> dict[str, Any]:
    """The page for ``values`` from its outermost place inwards. The same form, values and person give the same data."""
    seen = wording.seen
    told = {
        "version": VERSION,
        "form": compiled.form.name,
        "language": seen.language,
        "time_zone": seen.time_zone,
        "numbers": seen.numbers,
    }
    return told | {"page": _Teller(compiled, wording).place(root(compiled), dict(values))}


def answers(told: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Every answer of a page with what it answers, as the review of a form in steps lists them."""
    for place in told["children"]:
        label = f"{above} · {place['label']}" if above else str(place["label"])
        if place["hidden"]:
            continue
        if place["kind"] in (GROUP, ROWS):
            yield from answers(place, label)
        else:
            yield label, str(place["text"])


class _Teller:
    def __init__(self, compiled: Compiled, wording: Wording) -> None:
        self._compiled = compiled
        self._wording = wording
        self._left = MOST_PLACES

    def place(self, node: Node, value: Any) -> dict[str, Any]:
        """One place with everything that stands on the page about it. ``hidden`` says why it does not stand there."""
        shape = shape_of(self._compiled, node, value)
        self._left -= 1
        below = [self.place(*each) for each in self._below(shape, value)] if self._left > 0 else []
        words, silent = self._words(shape)
        return {
            **words,
            "text": self._text(shape, value),
            "answered": value is not MISSING and value is not None and value not in ("", [], {}),
            "options": [{"label": choice.label, "chosen": _is_chosen(choice, value)} for choice in shape.choices],
            "children": below + [_silent(path, label) for path, label in silent],
        }

    def _words(self, shape: Shape) -> tuple[dict[str, Any], tuple[tuple[str, str], ...]]:
        """What is said of the place whatever its value is, and what is not asked in it. Every submission needs it."""
        language = self._wording.seen.language
        found: tuple[dict[str, Any], tuple[tuple[str, str], ...]] | None = shape.words.get(language)
        if found is None:
            told = {
                "path": shape.node.path,
                "label": heading(shape, self._wording),
                "kind": shape.kind,
                "description": str(shape.option("description") or shape.schema.get("description") or ""),
                "help": str(shape.option("help") or ""),
                "required": shape.node.required,
                "read_only": shape.read_only,
                "hidden": "form" if shape.hidden else "",
            }
            found = shape.words[language] = (told, tuple(unasked(self._compiled, shape)))
        return found

    def _below(self, shape: Shape, value: Any) -> Iterator[tuple[Node, Any]]:
        for _, node, item in children(shape, value):
            yield node, item

    def _text(self, shape: Shape, value: Any) -> str:
        if value is MISSING or value is None or shape.kind in (GROUP, ROWS):
            return ""
        if shape.option("widget") == "password":
            return _COVERED
        if shape.kind in (CHOICE, CHOICES):
            chosen = [choice.label for choice in shape.choices if _is_chosen(choice, value)]
            return ", ".join(chosen) or _plain(value)
        if shape.kind == FLAG and isinstance(value, bool):
            return self._wording.say("Yes") if value else self._wording.say("No")
        return self._scalar(shape, value)

    def _scalar(self, shape: Shape, value: Any) -> str:
        if shape.kind == NUMBER and isinstance(value, (int, float)) and not isinstance(value, bool):
            unit = str(shape.option("currency") or "") if shape.option("widget") == "money" else ""
            return f"{self._wording.counted(value)} {unit}".rstrip()
        if isinstance(value, str) and shape.schema.get("format") == "date-time":
            here = moments.written(value, self._wording.zone)
            return value if here == value else f"{here.replace('T', ' ')} {moments.offset(value, self._wording.zone)}"
        return _file(value) if isinstance(value, str) and value.startswith("data:") else _plain(value)


def _is_chosen(choice: Choice, value: Any) -> bool:
    values = value if isinstance(value, list) else [value]
    return any(one == choice.value and isinstance(one, bool) == isinstance(choice.value, bool) for one in values)


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _file(address: str) -> str:
    """The name of a file that stands in the values themselves, and what tells it from every other file."""
    head = address.partition(",")[0]
    name = next((unquote(part[5:]) for part in head.split(";") if part.startswith("name=")), "")
    return f"{name} sha256:{hashlib.sha256(address.encode('utf-8', 'surrogatepass')).hexdigest()}".lstrip()


def _silent(path: str, label: str) -> dict[str, Any]:
    """A question that is not asked for these answers."""
    return {
        "path": path, "label": label, "kind": "", "text": "", "answered": False, "description": "", "help": "", "required": False,
        "read_only": False, "hidden": "condition", "options": [], "children": [],
    }  # fmt: skip
