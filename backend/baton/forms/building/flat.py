"""A document as the canvas shows it: every field that can be edited at once, also those that wait for a condition."""

from functools import cached_property
from typing import Any

from baton.domain.building import FieldLine, FormDocument
from baton.domain.forms import Form
from baton.domain.working.submissions import NOTHING_SEEN
from baton.forms.building.conditions import storing
from baton.forms.building.conditions.wording import spoken
from baton.forms.building.places import NoSuchField, Spot, Working
from baton.forms.pages.fields import Field
from baton.forms.pages.tree import Showing, TreeBuilder
from baton.forms.pages.widgets import WidgetRack
from baton.forms.schema.compiled import Compiled
from baton.forms.schema.defaults import starting_values
from baton.forms.schema.paths import join
from baton.forms.schema.shape import GROUP, ROWS
from baton.forms.speaking.wording import wording_of

_DECIDED = frozenset(("allOf", "if", "then", "else", "dependentSchemas", "dependentRequired", "dependencies", "$ref"))
MOST_LINES = 400
MOST_DEPTH = 9


class Flat:
    """The flattened form, its fields as the renderer sees them, and a line for each."""

    def __init__(self, document: FormDocument, rack: WidgetRack) -> None:
        self.working = Working(document)
        self._rack = rack
        self._spots: dict[str, Spot] = {}
        self._hidden: set[str] = set()
        schema, ui, values = self._group(self.working.root())
        self.form = Form(
            "canvas", {"$schema": document.schema["$schema"], **schema} if "$schema" in document.schema else schema, ui
        )
        self.compiled = Compiled(self.form)
        self.values = starting_values(self.compiled, values)

    @cached_property
    def tree(self) -> Field:
        tree, _ = TreeBuilder(self.compiled, self._rack, Showing(wording_of(NOTHING_SEEN))).build(self.values)
        return tree

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The rendered fields that stand for editable ones, by path."""
        found: dict[str, Field] = {}
        waiting = [self.tree]
        while waiting:
            field = waiting.pop()
            field.can_add = field.can_copy = field.can_remove = field.can_move_up = field.can_move_down = False
            if field.path in self._spots or not field.path:
                found[field.path] = field
            waiting.extend(field.children)
        return found

    @cached_property
    def lines(self) -> dict[str, FieldLine]:
        return {path: self._line(spot, self.fields[path]) for path, spot in self._spots.items() if path in self.fields}

    @property
    def root_line(self) -> FieldLine:
        """The form itself."""
        return FieldLine("", "", self.tree.label or "Form", self.tree.kind, self.tree.widget.name, container=True)

    def spot(self, path: str) -> Spot:
        """Raises ``NoSuchField``."""
        if path not in self._spots:
            raise NoSuchField(path)
        return self._spots[path]

    def labels(self, group: Spot) -> dict[str, str]:
        """What people call the fields of a group."""
        below = {key: self.fields.get(join(group.path, key)) for key in self.working.order(group)}
        return {key: field.label if field else key for key, field in below.items()}

    def _line(self, spot: Spot, field: Field) -> FieldLine:
        shown, required = storing.shown_when(self.working, spot), storing.required_when(self.working, spot)
        labels = self.labels(spot.group) if spot.group and (shown or required) else {}
        return FieldLine(
            spot.path, spot.key, field.label, field.kind, field.widget.name, storing.is_required(spot), spot.path in self._hidden,
            field.kind in (GROUP, ROWS), spoken(shown, labels), spoken(required, labels),
        )  # fmt: skip

    def _group(self, spot: Spot) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """Schema, ui schema and sample values of a group."""
        kept = {key: word for key, word in spot.told.items() if key not in _DECIDED}
        ui = {key: word for key, word in self.working.ui_at(spot.ui_path).items() if key != "ui:order"}
        names = self.working.order(spot) if spot.path.count(".") < MOST_DEPTH else []
        properties: dict[str, Any] = {}
        values: dict[str, Any] = {}
        required: list[str] = []
        for key in names:
            try:
                below = self.working.below(spot, key)
            except NoSuchField:
                continue
            properties[key], looks, value = self._field(below)
            ui = {**ui, key: looks} if looks else ui
            values |= {} if value is None else {key: value}
            required += [key] if storing.is_required(below) else []
        return (
            {"type": "object", **kept, "properties": properties, "required": required},
            {**ui, "ui:order": list(properties)},
            values,
        )

    def _field(self, spot: Spot) -> tuple[dict[str, Any], dict[str, Any], Any]:
        """Schema, ui schema and sample value of any field; the value is None where the field needs none to be seen."""
        editable = spot.group is None or not spot.group.is_rows or spot.group.is_group
        if editable and len(self._spots) < MOST_LINES:
            self._spots[spot.path] = spot
        if spot.is_group:
            schema, ui, value = self._group(spot)
            return schema, self._seen(spot, ui), value
        ui = self._seen(spot, self.working.ui_at(spot.ui_path))
        told = {key: word for key, word in spot.told.items() if key != "$ref"}
        if not spot.is_rows or not isinstance(told.get("items"), dict) or told.get("uniqueItems"):
            return told, ui, None
        try:
            items, looks, value = self._field(self.working.below(spot, "0"))
        except NoSuchField:
            return told, ui, None
        bare = {key: word for key, word in told.items() if key not in ("maxItems", "minItems", "default")}
        return {**bare, "items": items}, {**ui, "items": looks} if looks else ui, [value]

    def _seen(self, spot: Spot, ui: dict[str, Any]) -> dict[str, Any]:
        """What people never see must be seen here."""
        if ui.get("ui:widget") == "hidden":
            self._hidden.add(spot.path)
            return {key: word for key, word in ui.items() if key != "ui:widget"}
        return ui
