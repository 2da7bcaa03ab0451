"""Forms: a JSON Schema, a ui schema in react-jsonschema-form's conventions, and what a person posted into them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from baton.domain.problems import Problem


@dataclass(frozen=True)
class Form:
    """One form. ``name`` is its file name (``dispute.form.json``)."""

    name: str
    schema: Mapping[str, Any]
    ui: Mapping[str, Any] = field(default_factory=dict)


EMPTY_FORM = Form("", {"type": "object", "properties": {}})


@dataclass(frozen=True)
class Spot:
    """Where somebody is in a long form: the ``step`` that is open, the first row shown of each list that is shown in parts, and what
    they search for in lookup lists, by field. ``kinds``: which alternative they chose where a value can be of several."""

    step: int | None = None
    rows: Mapping[str, int] = field(default_factory=dict)
    searches: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)


SOMEWHERE = Spot()


@dataclass(frozen=True)
class Submission:
    """What a posted HTML page meant. ``operation`` is empty for a real submission, else a structural edit that was already
    done to ``values`` (a row added, removed or moved; a conditional part revealed; another step opened) after which the page is
    shown again at ``spot``, with the ``problems`` that keep the person on it."""

    values: dict[str, Any]
    operation: str = ""
    problems: tuple[Problem, ...] = ()
    spot: Spot = SOMEWHERE
