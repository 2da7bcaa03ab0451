"""What the address of the worklist asks for: the tab, the filters and the order. The address alone holds them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Request

from baton.domain.errors import InvalidInput
from baton.domain.ports.queries import TaskFilter
from baton.domain.working.worklists import LONGEST_NAME, VARIABLE, Condition, read_condition, read_sort
from baton.web.language.catalog import in_language, later
from baton.web.language.catalog import say as _
from baton.web.language.choice import zone
from baton.web.naming import person_id

VIEWS = {
    "mine": later("Assigned to me"), "team": later("Team queue"), "all": later("All open"),
    "started": later("My requests"), "snoozed": later("Snoozed"), "done": later("Done"),
}  # fmt: skip
SORTS = {"due": later("Due date"), "priority": later("Priority"), "created": later("Newest")}
DUES = {
    "overdue": later("Overdue"), "today": later("Today"), "week": later("This week"), "later": later("Later"),
    "none": later("No due date"),
}  # fmt: skip
PRIORITIES = {"60": later("High or urgent"), "80": later("Urgent")}
OPERATORS = {
    "": later("is"), "~": later("contains"), ">": later("is more than"), ">=": later("is at least"),
    "<": later("is less than"), "<=": later("is at most"), "..": later("is between (a..b)"),
    "empty": later("is empty"), "!empty": later("is filled in"),
}  # fmt: skip
MOST_CONDITIONS, MOST_COLUMNS = 8, 4
PAGE = 30  # rows, of tasks as of requests: with their menus they stay under 60 kB
_PLAIN = ("view", "q", "sort", "process", "step", "group", "assignee", "due", "priority", "saved", "after")


@dataclass(frozen=True)
class Wanted:
    """Without a ``view`` people land where work is. ``variables`` are pairs of a name and a condition as it is written;
    ``columns`` the variables that are shown; ``saved`` is the view that the rest comes from; ``problems`` say which filters were not understood."""

    view: str = ""
    q: str = ""
    sort: str = "due"
    process: str = ""
    step: str = ""
    group: str = ""
    assignee: str = ""
    due: str = ""
    priority: str = ""
    saved: str = ""
    variables: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    after: str = ""
    problems: tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chosen or self.variables or self.q)

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that are no variables, by their names."""
        found = {name: getattr(self, name) for name in ("process", "step", "due", "priority", "group", "assignee")}
        return {name: value for name, value in found.items() if value}

    def query(self, **changed: Any) -> str:
        """What stands in the address after the question mark; another filter begins at the first page."""
        wanted = replace(self, **{"after": "", **changed})
        given = [(name, getattr(wanted, name)) for name in _PLAIN if getattr(wanted, name) not in ("", getattr(Wanted, name))]
        given += [(f"{VARIABLE}{name}", text) for name, text in wanted.variables]
        return urlencode(given + [("column", name) for name in wanted.columns])

    def address(self, **changed: Any) -> str:
        """The address of the list with some of it changed."""
        query = self.query(**({"saved": ""} if "view" in changed else {}), **changed)
        return f"/tasks?{query}" if query else "/tasks"

    def without(self, *variable: str) -> str:
        """The address without one variable's condition."""
        return self.address(variables=tuple(pair for pair in self.variables if pair != variable))

    def filter(self, actor_id: str, now: datetime) -> TaskFilter:
        """The question to the store."""
        start, end = due_range(self.due, now)
        conditions = tuple(read_condition(name, text) for name, text in self.variables)
        return TaskFilter(
            self.view, assignee=actor_id if self.assignee == "me" else self.assignee or None, group=self.group or None,
            definition_key=self.process or None, state=None if self.view == "done" else "open", text=self.q, sort=self.sort,
            element_id=self.step or None, due_from=start, due_before=end,
            priority=int(self.priority) if self.priority else None,
            conditions=conditions if self.view != "done" else (), awake_at=now, undated=self.due == "none",
        )  # fmt: skip


def wanted_by(request: Request) -> Wanted:
    """The filters of the address. What is not understood is said and left out; the list is shown all the same."""
    given, problems = request.args, []
    plain = {name: given.get(name, "").strip()[: 500 if name == "after" else 200] for name in _PLAIN}
    for name, known in (("view", VIEWS), ("due", DUES), ("priority", PRIORITIES)):
        if plain[name] and plain[name] not in known:
            problems.append(_("“%(value)s” is not known here (%(name)s) and was left out.", value=plain[name][:40], name=name))
            plain[name] = ""
    variables, refused = _conditions(request)
    plain["sort"], wrong = _order(plain["sort"], given.getlist("by"))
    if plain["assignee"] not in ("", "me"):
        plain["assignee"] = "me" if plain["assignee"].casefold() == _("me") else person_id(plain["assignee"])
    columns = tuple(dict.fromkeys(name for name in given.getlist("column") if 0 < len(name) <= LONGEST_NAME))
    if len(columns) > MOST_COLUMNS:
        wrong.append(_("Only the first %(count)s columns are shown.", count=MOST_COLUMNS))
    return Wanted(**plain, variables=tuple(variables), columns=columns[:MOST_COLUMNS], problems=(*problems, *refused, *wrong))


def _order(written: str, chosen: list[str]) -> tuple[str, list[str]]:
    """The order of the address, or the one that somebody put together from several choices."""
    sort = ",".join(dict.fromkeys(filter(None, chosen))) or written or "due"
    try:
        read_sort(sort)
    except InvalidInput as refusal:
        return "due", [str(in_language(refusal.args[0]))]
    return sort, []


def _conditions(request: Request) -> tuple[list[tuple[str, str]], list[str]]:
    written = [(name.removeprefix(VARIABLE), text) for name, text in request.args.items(multi=True) if name.startswith(VARIABLE)]
    added = request.args.get("field", "").strip()
    if added:
        operator, value = request.args.get("operator", ""), request.args.get("value", "").strip()
        written.append((added, _written(operator, value)))
    found: list[Condition] = []
    problems = []
    for name, text in written[:MOST_CONDITIONS]:
        try:
            found.append(read_condition(name, text))
        except InvalidInput as refusal:
            problems.append(str(refusal))
    if len(written) > MOST_CONDITIONS:
        problems.append(_("Only the first %(count)s conditions are used.", count=MOST_CONDITIONS))
    return list(dict.fromkeys((one.name, one.written) for one in found)), problems


def _written(operator: str, value: str) -> str:
    if operator in ("empty", "!empty"):
        return operator
    return f"{operator}{value}" if operator in (">", ">=", "<", "<=", "~") else value


def due_range(name: str, now: datetime) -> tuple[datetime | None, datetime | None]:
    """From when until before when something is due, by the reader's calendar."""
    today = now.astimezone(zone()).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow, week = today + timedelta(days=1), today + timedelta(days=7 - today.weekday())
    ranges: dict[str, tuple[datetime | None, datetime | None]] = {
        "overdue": (None, now), "today": (today, tomorrow), "week": (today, week), "later": (week, None),
    }  # fmt: skip
    return ranges.get(name, (None, None))
