"""Forms: a JSON Schema, a ui schema in react-jsonschema-form's conventions, and what a person posted into them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Form:
    """One form. ``name`` is its file name (``dispute.form.json``)."""

    name: str
    schema: Mapping[str, Any]
    ui: Mapping[str, Any] = field(default_factory=dict)


EMPTY_FORM = Form("", {"type": "object", "properties": {}})


@dataclass(frozen=True)
class Submission:
    """What a posted HTML page meant. ``operation`` is empty for a real submission, else a structural edit that was already
    done to ``values`` (a row added, removed or moved; a conditional part revealed) after which the page is shown again."""

    values: dict[str, Any]
    operation: str = ""
