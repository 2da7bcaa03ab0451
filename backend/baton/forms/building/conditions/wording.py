"""Whole conditions: several clauses as one schema, read back, and said in a sentence."""

import json
from collections.abc import Mapping
from typing import Any

from baton.domain.building import Clause, Condition
from baton.forms.building.conditions.clauses import BY_NAME, read, written

FOREIGN = Condition(foreign=True)


def schema_of(condition: Condition) -> dict[str, Any]:
    """``all`` of the clauses in one object where they are about different fields, else one by one."""
    parts = [written(clause) for clause in condition.clauses]
    if len(parts) == 1:
        return parts[0]
    if condition.match == "any":
        return {"anyOf": parts}
    fields = [clause.field for clause in condition.clauses]
    if len(set(fields)) < len(fields) or any("not" in part for part in parts):
        return {"allOf": parts}
    properties = {key: sub for part in parts for key, sub in part.get("properties", {}).items()}
    return {**({"properties": properties} if properties else {}), "required": fields}


def condition_of(schema: Any) -> Condition | None:
    """The condition that ``schema`` says, or None where it says something that has no words here."""
    if not isinstance(schema, Mapping):
        return None
    alone = read(schema)
    if alone is not None:
        return Condition((alone,))
    for word, match in (("anyOf", "any"), ("allOf", "all")):
        if set(schema) == {word} and isinstance(schema[word], list):
            return _together([read(part) for part in schema[word]], match)
    required, properties = schema.get("required"), schema.get("properties", {})
    if schema.keys() - {"required", "properties"} or not isinstance(required, list) or not isinstance(properties, Mapping):
        return None
    if set(properties) - set(required):
        return None
    each = [{"required": [key], **({"properties": {key: properties[key]}} if key in properties else {})} for key in required]
    return _together([read(part) for part in each], "all")


def _together(clauses: list[Clause | None], match: str) -> Condition | None:
    found = tuple(clause for clause in clauses if clause is not None)
    return Condition(found, match) if found and len(found) == len(clauses) else None


def of_gates(gates: tuple[tuple[str, Any], ...]) -> Condition | None:
    """What decides whether a set of fields counts: nothing, one condition, or something that only JSON can say."""
    if not gates:
        return None
    word, schema = gates[0]
    if len(gates) > 1:
        return FOREIGN
    if word == "answered":
        return Condition((Clause(schema, "answered"),))
    found = condition_of(schema) if word == "then" else None
    return found or (_opposite(schema) if word == "else" else FOREIGN)


def _opposite(schema: Any) -> Condition:
    found = condition_of(schema)
    if found and len(found.clauses) == 1 and found.clauses[0].operator in ("answered", "unanswered"):
        clause = found.clauses[0]
        return Condition((Clause(clause.field, "unanswered" if clause.operator == "answered" else "answered"),))
    return FOREIGN


def spoken(condition: Condition | None, labels: Mapping[str, str]) -> str:
    """The condition as a sentence's end: ``Amount is more than 1000 and Category is Hardware``."""
    if condition is None:
        return ""
    if condition.foreign:
        return "a condition that is written in JSON holds"
    joined = " or " if condition.match == "any" else " and "
    return joined.join(_said(clause, labels) for clause in condition.clauses)


def _said(clause: Clause, labels: Mapping[str, str]) -> str:
    operator = BY_NAME[clause.operator]
    value = f" {_value(clause.value)}" if operator.valued else ""
    return f"{labels.get(clause.field, clause.field)} {operator.words}{value}"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    return (
        {True: "yes", False: "no"}[value] if isinstance(value, bool) else value if isinstance(value, str) else json.dumps(value)
    )
