"""Reads what models say in ``extensionElements``: rules for user tasks and retry policies."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, timedelta, tzinfo

from lxml import etree

from baton.domain.calendars.working_hours import Calendar
from baton.domain.definitions import ElementOutline
from baton.domain.jobs import RetryPolicy
from baton.engine.calendars.reading import calendar_of
from baton.engine.timing import duration
from baton.engine.xml import BATON, children, extension
from baton.engine.zones import zone

WORKING_TIME = "working-time"
_POLICY = re.compile(r"R(\d+)(?:/(P\S+))?")


@dataclass(frozen=True)
class TaskRules:
    """The attributes of ``baton:task`` as written; most are expressions."""

    title: str | None = None
    assignee: str | None = None
    candidate_groups: str | None = None
    candidate_users: str | None = None
    fallback_groups: str | None = None
    fallback_users: str | None = None
    due_date: str | None = None
    priority: str | None = None
    not_same_as: tuple[str, ...] = ()
    counts: str | None = None
    outsider: "OutsiderRules | None" = None


@dataclass(frozen=True)
class OutsiderRules:
    """The attributes of ``baton:outsider`` as written."""

    recipient: str
    name: str | None = None
    language: str | None = None
    expires: str | None = None
    code: bool = False


@dataclass(frozen=True)
class Element:
    """What the engine needs to know of one element of a model."""

    outline: ElementOutline
    rules: TaskRules = TaskRules()
    policy: RetryPolicy = field(default_factory=RetryPolicy)
    interrupting: bool = True
    catch_up: str | None = None
    zone: tzinfo = UTC
    calendar: Calendar | None = None
    """Of its process; whether a deadline counts only its hours, the deadline says."""
    counts: str | None = None

    @property
    def counted_by(self) -> Calendar | None:
        """The calendar whose hours alone the timer of the element counts, if it does."""
        return self.calendar if self.counts == WORKING_TIME else None

    @property
    def id(self) -> str:
        """The element's id in its model."""
        return self.outline.id

    @property
    def type(self) -> str:
        """The element's BPMN tag."""
        return self.outline.type


Place = tuple[str, str]
"""The id of a process or sub-process, and of an element in it: two files may use the same ids for their elements."""


def elements(
    root: etree._Element, outlines: Iterable[ElementOutline], files: Mapping[str, bytes] | None = None
) -> dict[Place, Element]:
    """Every outlined element of a file with its extensions; calendars are among the ``files``."""
    return dict(_elements(root, {(outline.process, outline.id): outline for outline in outlines}, files or {}))


def _elements(
    root: etree._Element, outlines: Mapping[Place, ElementOutline], files: Mapping[str, bytes]
) -> Iterator[tuple[Place, Element]]:
    for process in children(root, "process"):
        where, calendar = zone_of(process), calendar_of(files, calendar_name(process))
        for node in process.iterdescendants():
            parent = node.getparent()
            place = (parent.get("id", ""), node.get("id", "")) if parent is not None else ("", "")
            outline = outlines.get(place)
            if outline is not None:
                interrupting = node.get("isInterrupting", "true") != "false"
                marks = (_timer(node, "catchUp"), where, calendar, _timer(node, "counts"))
                yield place, Element(outline, _rules(node), _policy(node), interrupting, *marks)


def zone_of(process: etree._Element) -> tzinfo:
    """The time zone that a process lives in, UTC when it does not say. Raises ``ValueError``."""
    return zone(next((box.get("timeZone") for box in extension(process, "process", BATON)), None))


def calendar_name(process: etree._Element) -> str | None:
    """The file of the working calendar that a process names."""
    return next((box.get("calendar") for box in extension(process, "process", BATON)), None)


def _timer(node: etree._Element, setting: str) -> str | None:
    return next((box.get(setting) for box in extension(node, "timer", BATON)), None)


def _rules(node: etree._Element) -> TaskRules:
    for box in extension(node, "task", BATON):
        return TaskRules(
            title=box.get("title"),
            assignee=box.get("assignee"),
            candidate_groups=box.get("candidateGroups"),
            candidate_users=box.get("candidateUsers"),
            fallback_groups=box.get("fallbackGroups"),
            fallback_users=box.get("fallbackUsers"),
            due_date=box.get("dueDate"),
            priority=box.get("priority"),
            counts=box.get("counts"),
            not_same_as=tuple(name.strip() for name in (box.get("notSameAs") or "").split(",") if name.strip()),
            outsider=_outsider(node),
        )
    return TaskRules(outsider=_outsider(node))


def _outsider(node: etree._Element) -> OutsiderRules | None:
    for box in extension(node, "outsider", BATON):
        code = box.get("code", "false").strip() in ("true", "1")
        return OutsiderRules(box.get("recipient", ""), box.get("name"), box.get("language"), box.get("expires"), code)
    return None


def _policy(node: etree._Element) -> RetryPolicy:
    for box in extension(node, "retry", BATON):
        found = _POLICY.fullmatch((box.get("policy") or "").strip())
        if found is None:
            raise ValueError(f"the retry policy of {node.get('id')} is not written like R3/PT10M")
        if found.group(2) is None:
            return RetryPolicy(attempts=int(found.group(1)) + 1)
        first = duration(found.group(2)).fixed
        return RetryPolicy(attempts=int(found.group(1)) + 1, first=first, factor=1.0, most=max(first, timedelta(hours=1)))
    return RetryPolicy()
