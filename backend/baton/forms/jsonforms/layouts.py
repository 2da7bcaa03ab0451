"""Layouts and controls of JSON Forms as a ui schema of ours: order, labels, headings, widths, steps and rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from baton.forms.jsonforms.scopes import pointed, steps_of

LAYOUTS = frozenset(("VerticalLayout", "HorizontalLayout", "Group", "Categorization", "Category"))
_CONTROLS = frozenset(("Control", "ListWithDetail"))
_EFFECTS = frozenset(("SHOW", "HIDE", "ENABLE", "DISABLE"))
_COLUMNS = 12
_DEEPEST = 20
_WIDGETS = {"radio": "radio", "date": "date", "time": "time", "date-time": "moment", "password": "password"}


def is_layout(ui: Any) -> bool:
    """Whether this is a ui schema of JSON Forms. Ours has a mapping or nothing under a field called ``type``."""
    return isinstance(ui, Mapping) and isinstance(ui.get("type"), str) and ui["type"] in LAYOUTS | _CONTROLS | {"Label"}


def translated(ui: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The ui schema in our words, and what could not be said in them."""
    found = _Translation()
    found.element(ui, _Around())
    found.finish()
    return found.ui, tuple(dict.fromkeys(found.left_out))


@dataclass(frozen=True)
class _Around:
    """What the layouts around an element say about it."""

    width: int = _COLUMNS
    heading: str = ""
    rules: tuple[Mapping[str, Any], ...] = ()
    depth: int = 0
    step: dict[str, Any] | None = None


@dataclass
class _Translation:
    ui: dict[str, Any] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)
    _order: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    _heading: str = ""

    def element(self, told: Any, around: _Around) -> None:
        if not isinstance(told, Mapping) or around.depth > _DEEPEST:
            return
        rules = (*around.rules, *self._rule(told))
        kind = told.get("type")
        if kind in _CONTROLS:
            self._control(told, _Around(around.width, around.heading, rules, around.depth, around.step))
        elif kind == "Label":
            self._heading = str(told.get("text") or told.get("label") or "")
        elif kind in LAYOUTS:
            self._layout(told, _Around(around.width, around.heading, rules, around.depth + 1, around.step))
        else:
            self.left_out.append(f"“{kind}” is not known; its fields stand at the end")

    def _layout(self, told: Mapping[str, Any], around: _Around) -> None:
        parts = [part for part in told.get("elements") or () if isinstance(part, Mapping)]
        if told["type"] in ("Group", "Category") and told.get("label"):
            self._heading = str(told["label"])
        step = around.step
        if told["type"] == "Category" and step is None:
            step = {"title": str(told.get("label") or f"{len(self.steps) + 1}"), "fields": []}
            self.steps.append(step)
            self._heading = ""
        share = around.width // max(len(parts), 1) if told["type"] == "HorizontalLayout" else around.width
        for part in parts:
            self.element(part, _Around(max(share, 2), around.heading, around.rules, around.depth, step))

    def _control(self, told: Mapping[str, Any], around: _Around) -> None:
        path = pointed(told.get("scope"))
        if not path:
            self.left_out.append(f"the control for “{told.get('scope')}” has no place of its own")
            return
        here = self.ui
        for depth, name in enumerate(path):
            order = self._order.setdefault(path[:depth], [])
            order += [] if name in order else [name]
            here = here.setdefault(name, {})
        if around.step is not None and path[0] not in around.step["fields"]:
            around.step["fields"].append(path[0])
        _say(here, told, around)
        if self._heading:
            self.ui[path[0]].setdefault("ui:heading", self._heading)
            self._heading = ""

    def _rule(self, told: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
        rule = told.get("rule")
        if not isinstance(rule, Mapping):
            return ()
        condition = _condition(rule.get("condition"))
        if rule.get("effect") not in _EFFECTS or condition is None:
            self.left_out.append(f"a rule with the effect “{rule.get('effect')}” is not understood; what it hides is shown")
            return ()
        return ({"effect": rule["effect"], **condition},)

    def finish(self) -> None:
        for path, names in self._order.items():
            here = self.ui
            for name in path:
                here = here[name]
            here["ui:order"] = [*names, "*"]
        if len(self.steps) > 1:
            self.ui["ui:steps"] = self.steps


def _condition(told: Any) -> dict[str, Any] | None:
    """A condition as a list of which all or any must hold: ``{"any": bool, "of": [{"path", "schema", "missing"}]}``."""
    if not isinstance(told, Mapping):
        return None
    parts = told.get("conditions") if told.get("type") in ("AND", "OR") else [told]
    found = []
    for part in parts if isinstance(parts, list) else ():
        path = steps_of(part.get("scope")) if isinstance(part, Mapping) else None
        schema = (
            part.get("schema", {"const": part["expectedValue"]} if "expectedValue" in part else {})
            if isinstance(part, Mapping)
            else None
        )
        if path is None or not isinstance(schema, (Mapping, bool)):
            return None
        found.append({"path": path, "schema": schema, "missing": part.get("failWhenUndefined") is not True})
    return {"any": told.get("type") == "OR", "of": found} if found else None


def _say(here: dict[str, Any], told: Mapping[str, Any], around: _Around) -> None:
    """What one control says about its field."""
    options = told.get("options") if isinstance(told.get("options"), Mapping) else {}
    label = told.get("label")
    if isinstance(label, Mapping):
        label = label.get("text") if label.get("show", True) is not False else False
    if isinstance(label, str) and label:
        here["ui:title"] = label
    settings = dict(_settings(options or {}))
    if label is False:
        settings["label"] = False
    if around.width < _COLUMNS:
        settings["width"] = around.width
    if settings:
        here["ui:options"] = settings
    if around.rules:
        here["ui:rules"] = list(around.rules)
    _detail(here, (options or {}).get("detail"))


def _settings(options: Mapping[str, Any]) -> Any:
    wanted = (
        "textarea"
        if options.get("multi") is True
        else "range"
        if options.get("slider") is True
        else _WIDGETS.get(str(options.get("format")))
    )
    if wanted:
        yield "widget", wanted
    if options.get("readonly") is True or options.get("readOnly") is True:
        yield "readonly", True
    if isinstance(options.get("placeholder"), str):
        yield "placeholder", options["placeholder"]
    if options.get("showSortButtons") is False:
        yield "orderable", False


def _detail(here: dict[str, Any], detail: Any) -> None:
    """How one row of a list looks."""
    if is_layout(detail):
        inside, _ = translated(detail)
        here["items"] = {name: part for name, part in inside.items() if name != "ui:steps"}
