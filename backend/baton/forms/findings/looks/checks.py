"""What is wrong with the settings of one place: widgets that cannot show it, names that lead nowhere, values of the wrong kind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from baton.domain.ports.sandbox import Sandbox
from baton.domain.problems import ERROR, WARNING, Problem
from baton.forms.findings.looks.reach import Reach
from baton.forms.findings.looks.rules import wrong_with_rules
from baton.forms.findings.looks.words import SWITCHES, settings_of
from baton.forms.pages.widgets import WidgetRack
from baton.forms.schema.shape import GROUP, ROWS

_WIDTHS = ("half", "third", *range(1, 13))


@dataclass(frozen=True)
class Here:
    """One place of a ui schema. ``way`` leads to it from ``base``, which is the form or the row that it stands in; ``around`` is
    the place that it stands in."""

    where: str
    reach: Reach
    base: Reach
    way: tuple[str, ...] = ()
    around: "Here | None" = None

    @property
    def is_field(self) -> bool:
        """Whether it is a named field of a group; the form, a row and an entry are not."""
        return bool(self.way)


@dataclass(frozen=True)
class Kit:
    """What looking takes. ``is_foreign``: a layout of JSON Forms, whose fields are shown whatever is wrong with it."""

    file: str
    rack: WidgetRack
    top: Reach
    sandbox: Sandbox | None = None
    is_foreign: bool = False


def wrong_with(ui: Mapping[str, Any], here: Here, kit: Kit) -> Iterator[Problem]:
    """Everything wrong with one place."""
    told = settings_of(ui)
    for rule, level, words in (*_widget(told, here, kit), *_names(told, here), *_values(told), *_ours(ui, here, kit)):
        found = WARNING if kit.is_foreign else level
        yield Problem(rule, f"At {here.where}: {words}.", file=kit.file, field=here.where, level=found)


Finding = tuple[str, str, str]


def _widget(told: Mapping[str, Any], here: Here, kit: Kit) -> Iterator[Finding]:
    wanted = told.get("widget")
    if wanted is None or wanted == "hidden":
        return
    if not isinstance(wanted, str) or not kit.rack.knows(wanted):
        yield "form.widget", WARNING, f"there is no widget “{str(wanted)[:80]}”; the usual one for the field is shown"
        return
    kinds = here.reach.kinds()
    if kinds and not kinds & set(kit.rack.kinds_of(wanted)):
        yield "form.widget", WARNING, f"the widget “{wanted}” cannot show what is there; the usual one for the field is shown"


def _names(told: Mapping[str, Any], here: Here) -> Iterator[Finding]:
    """Fields that settings name."""
    rows = here.reach.rows()
    beside = here.around.reach if here.around else None
    lists = (
        ("order", told.get("order"), here.reach), ("totals", told.get("totals"), rows),
        ("fills", list(told["fills"]) if isinstance(told.get("fills"), Mapping) else told.get("fills"), beside),
    )  # fmt: skip
    for word, names, reach in lists:
        if names is None:
            continue
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            yield f"form.{word}", WARNING, f"“{word}” names fields"
        elif unknown := [name for name in names if not _leads(reach, name)]:
            yield f"form.{word}", WARNING, f"“{word}” names what is no field there: {', '.join(unknown)[:200]}"


def _leads(reach: Reach | None, name: str) -> bool:
    return name == "*" or (reach is not None and (reach.takes_anything or name in reach.names))


def _values(told: Mapping[str, Any]) -> Iterator[Finding]:
    for word in sorted(SWITCHES & told.keys()):
        if not isinstance(told[word], bool) and told[word] is not None:
            yield "form.setting", WARNING, f"“{word}” is true or false, not {str(told[word])[:80]!r}"
    if told.get("width") not in (None, *_WIDTHS):
        yield "form.setting", WARNING, "“width” is a number of twelve columns, “half” or “third”"
    if not isinstance(told.get("messages", {}), Mapping):
        yield "form.setting", WARNING, "“messages” has a sentence for each rule"


def _ours(ui: Mapping[str, Any], here: Here, kit: Kit) -> Iterator[Finding]:
    """Rules and computed values, on which others rely."""
    if "ui:rules" in ui:
        if here.is_field and here.around is not None:
            for words in wrong_with_rules(ui["ui:rules"], here.base, here.around.way):
                yield "form.rules", ERROR, words
        else:
            yield "form.rules", ERROR, "rules are for the named fields of a form, a group or a row"
    if "ui:computed" in ui:
        yield from _computed(ui["ui:computed"], here, kit)


def _computed(expression: Any, here: Here, kit: Kit) -> Iterator[Finding]:
    kinds = here.reach.kinds()
    if not here.is_field or here.around is None or (kinds and kinds <= {GROUP, ROWS}):
        yield "form.computed", ERROR, "only a single value that has a name can be computed"
        return
    around = (kit.top, here.around.reach)
    if kit.sandbox is None or not isinstance(expression, str) or any(reach.takes_anything for reach in around):
        return
    known = set().union(*(reach.names for reach in around))
    if unknown := sorted(kit.sandbox.reads(expression) - known):
        names = ", ".join(f"“{name}”" for name in unknown)
        yield "form.computed", ERROR, f"the computed value reads {names}, which no field beside it or at the top is called"
