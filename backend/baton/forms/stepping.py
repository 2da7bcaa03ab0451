"""Forms in steps (``ui:steps``): which fields stand on which step, and whether somebody may go on."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from baton.domain.problems import WARNING, Problem
from baton.forms.schema.children import children
from baton.forms.schema.compiled import Compiled
from baton.forms.schema.paths import split
from baton.forms.schema.shape import root, shape_of
from baton.forms.speaking.wording import Wording

STEP = "step"
_MOST_STEPS = 30


@dataclass(frozen=True)
class Step:
    """One step: its fields by name. The review at the end has none of its own."""

    title: str
    fields: tuple[str, ...] = ()
    is_review: bool = False


def steps_of(compiled: Compiled, values: Mapping[str, Any], wording: Wording) -> tuple[Step, ...]:
    """The steps that have something to show for ``values``; none where the form is one page. Fields that no step names stand on
    the last one."""
    told = _told(compiled.ui)
    if len(told) < 2:
        return ()
    shape = shape_of(compiled, root(compiled), values)
    asked = [str(name) for name, node, item in children(shape, values) if not shape_of(compiled, node, item).hidden]
    named = {name for _, names in told for name in names}
    rest = [name for name in asked if name not in named]
    found = []
    for place, (title, names) in enumerate(told):
        fields = [name for name in names if name in asked] + (rest if place == len(told) - 1 else [])
        if fields:
            found.append(Step(title or wording.say("Step {number}", number=place + 1), tuple(dict.fromkeys(fields))))
    if review := compiled.ui.get("ui:review"):
        label = review.get("title") if isinstance(review, Mapping) else review
        found.append(Step(label if isinstance(label, str) else wording.say("Check your answers"), is_review=True))
    return tuple(found) if len(found) > 1 else ()


def going(operation: str) -> int | None:
    """The step that a button asks for; None where it asks for something else."""
    verb, _, number = operation.partition(":")
    if verb != STEP or not number.isascii() or not number.isdigit() or len(number) > 3:
        return None
    return int(number)


def halted(steps: tuple[Step, ...], way: tuple[int, int], problems: Iterable[Problem]) -> tuple[int, tuple[Problem, ...]]:
    """Where somebody comes to who goes from one step to another: back always, on as far as nothing is wrong; and what is wrong."""
    start, goal = way
    goal = min(goal, len(steps) - 1)
    found = tuple(problems)
    for place in range(start, goal):
        if here := tuple(one for one in found if one.field is not None and stands_on(steps, place, one.field)):
            return place, here
    return goal, ()


def opened(steps: tuple[Step, ...], wanted: int | None, problems: Iterable[Problem]) -> int:
    """The step to show: the wanted one, unless what is wrong stands on others."""
    wrong = [place for place in range(len(steps)) if any(stands_on(steps, place, one.field or "") for one in problems)]
    here = min(max(wanted or 0, 0), len(steps) - 1)
    return here if not wrong or here in wrong else wrong[0]


def stands_on(steps: tuple[Step, ...], place: int, field: str) -> bool:
    return bool(field) and split(field)[0] in steps[place].fields


def problems_in_steps(ui: Mapping[str, Any], known: Collection[str] | None, file: str) -> Iterator[Problem]:
    """Steps that deployment cannot make sense of; the form is shown as one page, or without them. ``known`` are its fields, where
    it says which ones it has."""
    if "ui:steps" not in ui:
        return
    told, found = _told(ui), []
    names = [name for _, fields in told for name in fields]
    if unknown := [name for name in names if known is not None and name not in known]:
        found.append(f"“ui:steps” names what is no field: {', '.join(unknown)[:200]}.")
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        found.append(f"“ui:steps” names a field more than once: {', '.join(twice)[:200]}.")
    if len(told) < 2 or len(told) != _many(ui["ui:steps"]) or not all(fields for _, fields in told):
        found = [f"“ui:steps” is a list of 2 to {_MOST_STEPS} steps, each with a “title” and its “fields”."]
    for message in found:
        yield Problem("form.steps", message, file=file, field="ui/ui:steps", level=WARNING)


def _many(steps: Any) -> int:
    return len(steps) if isinstance(steps, list) else 0


def _told(ui: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    told = ui.get("ui:steps")
    parts = [part for part in told if isinstance(part, Mapping)][:_MOST_STEPS] if isinstance(told, list) else []
    return [(str(part.get("title") or ""), _names(part.get("fields"))) for part in parts]


def _names(fields: Any) -> list[str]:
    return [name for name in fields if isinstance(name, str)] if isinstance(fields, list) else []
