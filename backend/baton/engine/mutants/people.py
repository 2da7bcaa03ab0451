"""Mistakes with people: anybody may do it, the same person may do it again, nobody has to say why."""

from collections.abc import Iterator

from lxml import etree

from baton.engine.mutants.mistake import Mistake, all_of, called
from baton.engine.xml import BATON, children, extension, text_of

WHO = ("assignee", "candidateGroups", "candidateUsers")


def anybody(root: etree._Element) -> Iterator[Mistake]:
    """Tasks for one group or person that anybody may do."""
    in_lanes = {text_of(ref) for lane in all_of(root, "lane") for ref in children(lane, "flowNodeRef")}
    for task in all_of(root, "userTask", "manualTask"):
        given = any(box.get(name) for box in extension(task, "task", BATON) for name in WHO)
        if given or task.get("id") in in_lanes:
            yield Mistake("assignment", task.get("id"), task.get("id"), f"anybody may complete {called(task)}", _let_anybody)


def same_person(root: etree._Element) -> Iterator[Mistake]:
    """Second pairs of eyes that may be the first pair."""
    for task in all_of(root, "userTask", "manualTask"):
        if any(box.get("notSameAs") for box in extension(task, "task", BATON)):
            mistake = f"{called(task)} may be completed by somebody who already decided"
            yield Mistake("four-eyes", task.get("id"), task.get("id"), mistake, _forget_others)


def reasons(root: etree._Element) -> Iterator[Mistake]:
    """Outcomes that no longer demand anything."""
    for task in all_of(root, "userTask"):
        for place, box in enumerate(extension(task, "outcome", BATON)):
            if box.get("requires"):
                mistake = f"“{box.get('label') or box.get('value')}” of {called(task)} no longer asks for {box.get('requires')}"
                yield Mistake("required", task.get("id"), task.get("id"), mistake, _DemandNothing(place))


def _let_anybody(task: etree._Element) -> None:
    for box in extension(task, "task", BATON):
        for name in WHO:
            box.attrib.pop(name, None)
    for ref in [ref for ref in task.getroottree().getroot().iter("{*}flowNodeRef") if text_of(ref) == task.get("id")]:
        ref.getparent().remove(ref)


def _forget_others(task: etree._Element) -> None:
    for box in extension(task, "task", BATON):
        box.attrib.pop("notSameAs", None)


class _DemandNothing:
    """The outcome at that place demands no field."""

    def __init__(self, place: int) -> None:
        self.place = place

    def __call__(self, task: etree._Element) -> None:
        for place, box in enumerate(extension(task, "outcome", BATON)):
            if place == self.place:
                box.attrib.pop("requires", None)
