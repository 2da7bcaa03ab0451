"""Storing a condition that people put together: its values typed like the fields they are compared with."""

from dataclasses import replace
from typing import Any

from baton.domain.building import Clause, Condition, Edited, FormDocument, SetCondition
from baton.domain.problems import Problem
from baton.forms.building.conditions import storing
from baton.forms.building.conditions.clauses import BY_NAME
from baton.forms.building.flat import Flat
from baton.forms.building.places import Spot, Working
from baton.forms.pages.fields import Field
from baton.forms.schema.paths import join
from baton.forms.schema.shape import FLAG, NUMBER
from baton.forms.speaking.numbers import number

MOST_CLAUSES = 20


def set_condition(flat: Flat, document: FormDocument, edit: SetCondition) -> Edited:
    """A condition of which a part cannot be understood changes nothing."""
    spot = flat.spot(edit.path)
    store = storing.show_when if edit.effect == "show" else storing.require_when
    try:
        condition = _typed(flat, spot, edit.condition)
    except _NotUnderstood as refusal:
        return Edited(document, edit.path, (Problem("form.condition", str(refusal), field=edit.effect),))
    working = Working(document)
    store(working, working.spot(edit.path), condition)
    return Edited(working.done(), edit.path)


class _NotUnderstood(Exception):
    """A clause cannot be stored; the message says why."""


def _typed(flat: Flat, spot: Spot, condition: Condition | None) -> Condition | None:
    if condition is None or not condition.clauses:
        return None
    if len(condition.clauses) > MOST_CLAUSES:
        raise _NotUnderstood(f"A condition may have {MOST_CLAUSES} parts.")
    return replace(condition, clauses=tuple(_clause(flat, spot, clause) for clause in condition.clauses))


def _clause(flat: Flat, spot: Spot, clause: Clause) -> Clause:
    group = spot.group.path if spot.group else ""
    field = flat.fields.get(join(group, clause.field))
    operator = BY_NAME.get(clause.operator)
    if field is None or clause.field == spot.key:
        raise _NotUnderstood(f"There is no other field “{clause.field}” here to ask for.")
    if operator is None or field.kind not in operator.kinds:
        raise _NotUnderstood(f"“{field.label}” cannot be compared like that; choose another comparison.")
    if not operator.valued:
        return Clause(clause.field, clause.operator)
    if clause.operator == "one_of":
        texts = clause.value if isinstance(clause.value, list) else str(clause.value or "").split(",")
        return Clause(clause.field, clause.operator, [_value(field, str(text).strip()) for text in texts])
    return Clause(clause.field, clause.operator, _value(field, clause.value))


def _value(field: Field, given: Any) -> Any:
    """What was typed, as the field would store it; choices are found by their value or their label."""
    text = str(given if given is not None else "").strip()
    if field.kind == FLAG:
        return text.casefold() in ("true", "yes", "ja")
    for choice in field.choices:
        if text in (choice.token, choice.label):
            return choice.value
    if field.choices:
        raise _NotUnderstood(f"“{field.label}” does not offer “{text[:60]}”.")
    if not text:
        raise _NotUnderstood(f"Say what “{field.label}” is compared with.")
    if field.kind != NUMBER:
        return text
    found = number(text)
    if isinstance(found, str):
        raise _NotUnderstood(f"“{text[:60]}” is not a number; “{field.label}” is compared with numbers.")
    return found
