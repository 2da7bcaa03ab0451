"""Walks a ui schema beside its schema and says what would be passed over in silence when the form is shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from baton.domain.problems import WARNING, Problem
from baton.forms.findings.looks.checks import Here, Kit, wrong_with
from baton.forms.findings.looks.reach import Reach
from baton.forms.findings.looks.words import known_words, why_idle

_MOST_PLACES = 3
_ALTERNATIVES = ("oneOf", "anyOf")


def problems_in_looks(ui: Mapping[str, Any], top: Reach, kit: Kit) -> Iterator[Problem]:
    """Everything in ``ui`` that would not be done. Words that do nothing are told once, with their places."""
    walk = _Walk(kit)
    yield from walk.place(ui, Here("ui", top, top))
    for word, (reason, places) in walk.idle.items():
        more = f" and {len(places) - _MOST_PLACES} more" if len(places) > _MOST_PLACES else ""
        message = f"“{word}” does nothing here (at {', '.join(places[:_MOST_PLACES])}{more}): {reason}."
        yield Problem("form.idle", message, file=kit.file, field=places[0], level=WARNING)


@dataclass
class _Walk:
    kit: Kit
    idle: dict[str, tuple[str, list[str]]] = field(default_factory=dict)

    def place(self, ui: Mapping[str, Any], here: Here) -> Iterator[Problem]:
        self._words(ui, here)
        yield from wrong_with(ui, here, self.kit)
        for key, part in ui.items():
            if not key.startswith("ui:"):
                yield from self._below(key, part, here)

    def _words(self, ui: Mapping[str, Any], here: Here) -> None:
        known = known_words(self.kit.rack)
        inside = ui.get("ui:options")
        told = [(key, key[3:]) for key in ui if key.startswith("ui:")]
        told += [(f"ui:options.{key}", str(key)) for key in inside] if isinstance(inside, Mapping) else []
        for name, word in told:
            if reason := why_idle(word, known, here.where == "ui"):
                self.idle.setdefault(name, (reason, []))[1].append(here.where)

    def _below(self, key: str, part: Any, here: Here) -> Iterator[Problem]:
        """What is said of a field, of rows, of entries or of an alternative."""
        found, where = here.reach.field(key), f"{here.where}/{key}"
        if found is not None:
            yield from self._one(part, Here(where, found, here.base, (*here.way, key), here))
        elif key in _ALTERNATIVES and isinstance(part, list):
            for index, one in enumerate(part):
                yield from self._one(one, Here(f"{where}/{index}", here.reach, here.base, here.way, here.around))
        elif below := self._inside(key, part, here):
            for one, inside in below:
                yield from self._one(one, inside)
        elif not here.reach.takes_anything or here.reach.names:
            message = f"At {here.where}: there is no field “{key[:80]}”; what is said of it is not used."
            yield Problem("form.no-field", message, file=self.kit.file, field=where, level=WARNING)

    def _inside(self, key: str, part: Any, here: Here) -> list[tuple[Any, Here]]:
        where = f"{here.where}/{key}"
        if key == "items" and isinstance(part, list):
            rows = [(one, here.reach.rows(index), f"{where}/{index}") for index, one in enumerate(part)]
            return [(one, Here(place, row, row, (), here)) for one, row, place in rows if row is not None]
        found = here.reach.rows() if key in ("items", "additionalItems") else None
        if key == "additionalProperties":
            found = here.reach.entries()
        return [(part, Here(where, found, found, (), here))] if found is not None else []

    def _one(self, ui: Any, here: Here) -> Iterator[Problem]:
        if isinstance(ui, Mapping):
            yield from self.place(ui, here)
        else:
            message = f"At {here.where}: what is said of a field is an object; this is not used."
            yield Problem("form.ui", message, file=self.kit.file, field=here.where, level=WARNING)
