"""An outcome that requires a field the form does not have can never be chosen."""

import json
from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.outline import form_of
from baton.engine.xml import BATON, extension


@rule(
    "outcome-requires", "The outcome “{value}” of the {name} requires the field “{field}”, which its form does not have; add it."
)
def outcome_requires(model: Model) -> Iterator[Hit]:
    for node in model.of("userTask", "manualTask"):
        fields = _fields(model, form_of(node))
        for box in extension(node, "outcome", BATON):
            for field in filter(None, (part.strip() for part in box.get("requires", "").split(","))):
                if fields is not None and field.split(".")[0] not in fields:
                    yield hit(node, value=box.get("value", ""), field=field)


def _fields(model: Model, form: str | None) -> frozenset[str] | None:
    """The fields of a form, or None when its file cannot be read, which other rules say."""
    if form is None:
        return frozenset()
    try:
        document = json.loads(model.around.files[form])
        found = document.get("schema", document).get("properties", {})
    except (KeyError, ValueError, AttributeError, RecursionError):
        return None
    return frozenset(found) if isinstance(found, dict) else None
