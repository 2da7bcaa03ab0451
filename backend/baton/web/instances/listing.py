"""The list of instances with its filters."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import Request

from baton.domain.actors import Actor
from baton.domain.ports.queries import InstanceFilter, InstanceRow, PageRequest
from baton.web.naming import person_names
from baton.web.wired import platform
from baton.web.words import colour

STATES = (("", "All"), ("active", "Active"), ("completed", "Completed"), ("terminated", "Terminated"))
PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What the address asks for."""

    state: str = ""
    process: str = ""
    q: str = ""
    incidents: str = ""
    after: str = ""

    def address(self, **changed: str) -> str:
        wanted = replace(self, **{"after": "", **changed})
        given = {name: value for name, value in vars(wanted).items() if value}
        return f"/instances?{urlencode(given)}" if given else "/instances"


@dataclass(frozen=True)
class Line:
    """One instance in the list."""

    row: InstanceRow
    name: str
    colour: int
    started_by: str


@dataclass(frozen=True)
class InstanceList:
    wanted: Wanted
    tabs: tuple[tuple[str, str, bool], ...]
    lines: tuple[Line, ...]
    first: str | None
    next: str | None
    here: str


def wanted_by(request: Request) -> Wanted:
    given = request.args
    state = given.get("state", "")
    return Wanted(
        state if state in dict(STATES) else "", given.get("process", "")[:200], given.get("q", "").strip()[:200],
        "1" if given.get("incidents") else "", given.get("after", "")[:500],
    )  # fmt: skip


def instance_list(actor: Actor, wanted: Wanted) -> InstanceList:
    """What of it the actor may see."""
    filter = InstanceFilter(
        wanted.process or None, wanted.state or None, text=wanted.q, with_incidents=bool(wanted.incidents)
    )  # fmt: skip
    page = platform().queries.instances(actor, filter, PageRequest(PAGE, wanted.after or None))
    names = person_names(row.instance.started_by for row in page.items)
    tabs = tuple((text, wanted.address(state=state), state == wanted.state) for state, text in STATES)
    return InstanceList(
        wanted, tabs, tuple(_line(row, names) for row in page.items), wanted.address() if wanted.after else None,
        wanted.address(after=page.next) if page.next else None, wanted.address(after=wanted.after),
    )  # fmt: skip


def _line(row: InstanceRow, names: dict[str, str]) -> Line:
    instance = row.instance
    name = instance.business_key or instance.id[-6:]
    return Line(row, name, colour(instance.definition_key), names.get(instance.started_by, instance.started_by))
