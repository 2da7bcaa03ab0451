"""The filters in use as chips, and what else can be filtered by."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from baton.domain.actors import Actor
from baton.domain.tasks import UserTask
from baton.domain.working.worklists import BETWEEN, EMPTY, FILLED, SavedView, read_condition
from baton.usecases.worklist import views
from baton.web.language.catalog import say as _
from baton.web.naming import known_processes, person_names
from baton.web.wired import platform
from baton.web.words import label
from baton.web.worklist.wanted import DUES, OPERATORS, PRIORITIES, Wanted


@dataclass(frozen=True)
class FilterChip:
    """One filter in words, and the address without it."""

    text: str
    without: str


@dataclass(frozen=True)
class ViewLink:
    """A saved view in the menu."""

    id: str
    name: str
    address: str
    mine: bool
    shared: str
    opens: bool
    current: bool
    changed: bool = False


@dataclass(frozen=True)
class Choices:
    """What the filter menu offers."""

    processes: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, str], ...]
    groups: tuple[str, ...]
    names: tuple[str, ...]
    views: tuple[ViewLink, ...]

    @property
    def group_pairs(self) -> list[tuple[str, str]]:
        return [(name, name) for name in self.groups]


def filter_chips(wanted: Wanted) -> tuple[FilterChip, ...]:
    """Every filter but the search text, which its box shows."""
    found = [FilterChip(_plain(name, value, wanted), wanted.address(**{name: ""})) for name, value in wanted.chosen.items()]
    for name, text in wanted.variables:
        found.append(FilterChip(_variable(name, text), wanted.without(name, text)))
    return tuple(found)


def choices(actor: Actor, wanted: Wanted, tasks: Iterable[UserTask]) -> Choices:
    """What can be filtered by on the way from here, and the saved views."""
    queries = platform().queries
    steps = queries.elements_open(wanted.process) if wanted.process else []
    names = dict.fromkeys([*wanted.columns, *queries.fact_names(task.instance_id for task in tasks)])
    return Choices(tuple(known_processes()), tuple(steps), tuple(sorted(actor.groups)), tuple(names), _views(actor, wanted))


def current_view(actor: Actor, wanted: Wanted) -> ViewLink | None:
    """The saved view that the list began with, and whether it shows something else by now."""
    held = views.saved_views(platform(), actor)[0] if wanted.saved else []
    found = next((view for view in held if view.id == wanted.saved), None)
    if found is None:
        return None
    changed = sorted(parse_qsl(found.query)) != sorted(parse_qsl(wanted.query(saved="")))
    return ViewLink(found.id, found.name, view_address(found), found.owner == actor.id, "", False, True, changed)


def _views(actor: Actor, wanted: Wanted) -> tuple[ViewLink, ...]:
    found, default = views.saved_views(platform(), actor)
    return tuple(
        ViewLink(view.id, view.name, view_address(view), view.owner == actor.id, _shared(view, actor), view.id == default,
                 view.id == wanted.saved)
        for view in found
    )  # fmt: skip


def view_address(view: SavedView) -> str:
    """Where the view leads."""
    return f"/tasks?{view.query}{'&' if view.query else ''}saved={view.id}"


def _shared(view: SavedView, actor: Actor) -> str:
    if view.owner != actor.id:
        return _("by %(name)s", name=person_names([view.owner])[view.owner])
    return _("for everybody") if view.everybody else ", ".join(view.groups)


def _plain(name: str, value: str, wanted: Wanted) -> str:
    if name == "process":
        return _("Process: %(value)s", value=dict(known_processes()).get(value, value))
    if name == "step":
        named = dict(platform().queries.elements_open(wanted.process)) if wanted.process else {}
        return _("Step: %(value)s", value=named.get(value, value))
    if name == "due":
        return _("Due: %(value)s", value=_(DUES[value]))
    if name == "priority":
        return _("Priority: %(value)s", value=_(PRIORITIES[value]))
    if name == "group":
        return _("Group: %(value)s", value=value)
    return _("Assigned to: %(value)s", value=_("me") if value == "me" else person_names([value])[value])


def _variable(name: str, text: str) -> str:
    condition = read_condition(name, text)
    if condition.operator in (EMPTY, FILLED):
        return f"{label(name)} {_(OPERATORS[condition.operator])}"
    if condition.operator == BETWEEN:
        return _("%(name)s from %(low)s to %(high)s", name=label(name), low=condition.value, high=condition.upto)
    sign = {"=": "", ">=": "≥ ", "<=": "≤ ", "~": _("contains") + " "}.get(condition.operator, f"{condition.operator} ")
    return f"{label(name)}: {sign}{condition.value}"
